// The sentences behind a number, beside the table: verbatim, each with its place in its paper.
import { dataOf, get, make, told, trying, url } from "./desk.js";

const texts = dataOf("evidence-words");
const text = (name, values) => told(texts[`evidence.${name}`], values);
const sheet = document.getElementById("quotes");
const list = document.getElementById("quotes-list");
const more = document.getElementById("quotes-more");

export class Quotes {
  constructor(path) {
    this.path = path;
    this.asked = null;
    sheet.querySelector(".close").addEventListener("click", () => sheet.close());
    sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
    more.addEventListener("click", () => trying(() => this.#load(list.childElementCount)));
  }

  /** Open the sheet; focus goes back to where it was once it is closed. */
  async open(title, asked) {
    const found = await trying(() => get(`${this.path}?${new URLSearchParams(asked)}`));
    if (!found) return;
    this.asked = asked;
    document.getElementById("quotes-title").textContent = title;
    list.replaceChildren();
    this.#draw(found);
    sheet.showModal();
    sheet.scrollTop = 0;
    document.getElementById("quotes-title").focus();
  }
  async #load(start) {
    const found = await get(`${this.path}?${new URLSearchParams({ ...this.asked, start })}`);
    this.#draw(found);
    list.children[start]?.querySelector("a").focus();
  }
  #draw(found) {
    list.append(...found.quotes.map(quoted));
    const counts = { quotes: found.found, studies: found.studies };
    document.getElementById("quotes-found").textContent = text("quotes_found", counts);
    more.hidden = list.childElementCount >= found.found;
  }
}

function quoted(one) {
  const query = new URLSearchParams({ at: one.start, ...(one.coding ? { coding: one.coding } : {}) });
  const href = url(`/papers/${encodeURIComponent(one.document)}?${query}`);
  const facets = one.facets.map(([name, value]) => `${name} ${value.replaceAll("_", " ")}`);
  return make(
    "figure",
    {},
    make("blockquote", {}, one.words),
    make(
      "figcaption",
      {},
      make("b", {}, one.citation),
      ` · ${one.path || one.section.replaceAll("_", " ")}`,
      make("span", { className: "coded" }, [...one.codes, ...facets, ...one.coders].join(" · ")),
      make("a", { href, "aria-label": text("in_paper_of", { citation: one.citation }) }, text("in_paper")),
    ),
  );
}
