// Pages of the PDF beside the text: the page follows the paragraph that is read.
import { make, told, url } from "./desk.js";

export class Pages {
  constructor(root, document, words) {
    this.root = root;
    this.path = `/papers/${encodeURIComponent(document)}/pages`;
    this.words = words;
    this.shown = null;
  }

  get isOpen() {
    return !this.root.hidden;
  }

  toggle(page) {
    this.root.hidden = this.isOpen;
    this.shown = null;
    if (this.isOpen) this.follow(page);
  }

  follow(page) {
    if (!this.isOpen || !page || page === this.shown) return;
    this.shown = page;
    const image = make("img", { src: url(`${this.path}/${page}.png`), alt: told(this.words["papers.page_alt"], { page }) });
    const caption = make("figcaption", { className: "muted small" }, told(this.words["papers.page"], { page }));
    image.addEventListener("error", async () => {
      const answer = await fetch(image.src, { headers: { accept: "application/json" } });
      const why = answer.ok ? "" : ((await answer.json().catch(() => ({}))).error ?? answer.statusText);
      if (this.shown === page) this.root.replaceChildren(make("p", { className: "error" }, why));
    });
    this.root.replaceChildren(make("figure", {}, image, caption));
  }
}
