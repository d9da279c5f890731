// The text of a paper on the page: paragraphs as they are, nothing within them, and marks laid over their words.
import { make, told } from "./desk.js";
import { Places } from "./offsets.js";

const MARKS = ["sentence", "proposal", "other", "mine", "pending", "spoken", "cue", "picked", "chosen"];
const KINDS = { list_item: "item", caption: "caption", box: "box", quote: "quoted", footnote: "footnote", table: "cell" };
export const LESSONS = "lessons_learned";
export const UNCODED = "back_matter";
const named = (label) => label.replaceAll("_", " ");

/** Put a paper's text into an element; `onLabel(section)` is called where the label of a section is pressed. */
export class Text {
  constructor(article, words, onLabel) {
    this.article = article;
    this.words = words;
    this.onLabel = onLabel;
    this.marks = {};
    if (!globalThis.Highlight) return;
    for (const [turn, name] of MARKS.entries()) {
      this.marks[name] = new Highlight();
      this.marks[name].priority = turn;
      CSS.highlights.set(name, this.marks[name]);
    }
  }

  get canMark() {
    return Boolean(globalThis.Highlight);
  }

  show(paper) {
    this.paper = paper;
    this.paragraphs = [];
    this.sections = new Map();
    this.told = 0;
    this.level = 1;
    const parts = [];
    const blocks = [];
    let block = null;
    let number = null;
    let heads = "";
    for (const paragraph of paper.paragraphs) {
      if (paragraph.section !== number) {
        number = paragraph.section;
        block = this.block(number);
        blocks.push(block);
        heads = "";
      }
      const at = [paragraph.row_head, paragraph.column_head].filter(Boolean).join(" · ");
      if (at && at !== heads) block.append(make("p", { className: "heads" }, at));
      heads = at;
      const node = document.createTextNode(paragraph.text);
      const element = make("p", { className: KINDS[paragraph.kind] ?? "", dir: "auto" }, node);
      element.dataset.place = this.paragraphs.length;
      block.append(element);
      this.paragraphs.push(element);
      parts.push({ node, start: paragraph.start });
    }
    this.article.replaceChildren(...blocks);
    this.places = new Places(parts);
    this.mark("spoken", paper.paragraphs.flatMap((one) => one.spoken.map(([start, end]) => ({ start, end }))));
  }

  /** The words of a section, behind its heading and those of sections that hold none themselves. */
  block(number) {
    const one = this.paper.sections[number - 1];
    const block = make("section", { className: one.label === UNCODED ? "uncoded" : one.label === LESSONS ? "lessons" : "" });
    for (; this.told < number; this.told += 1) {
      const section = this.paper.sections[this.told];
      block.append(this.heading(section));
    }
    return block;
  }

  heading(section) {
    const unsure = section.confidence < 0.7;
    const label = make(
      "button",
      {
        type: "button",
        className: unsure ? "label unsure" : "label",
        title: told(this.words["papers.sure"], {
          label: named(section.label),
          percent: Math.round(section.confidence * 100),
          reason: section.reason,
        }),
        "aria-label": `${named(section.label)}${unsure ? `, ${this.words["papers.unsure"]}` : ""}: ${this.words["papers.section"]}`,
      },
      unsure ? `${named(section.label)} ?` : named(section.label),
    );
    label.addEventListener("click", () => this.onLabel(section));
    this.level = Math.min(section.depth + 2, this.level + (section.heading ? 1 : 0), 6); // no level is left out
    const heading = section.heading
      ? make(`h${this.level}`, { dir: "auto" }, section.heading)
      : make("span", { className: "unheaded" });
    const line = make("div", { className: `head depth${Math.min(section.depth, 3)}` }, heading, label);
    this.sections.set(section.number, line);
    return line;
  }

  // -- marks -------------------------------------------------------------------------------------

  mark(name, spans) {
    const mark = this.marks[name];
    if (!mark) return;
    mark.clear();
    for (const { start, end } of spans) if (start < end) mark.add(this.places.range(start, end));
  }

  markCodings(codings) {
    const coded = codings.filter((one) => one.verdict === "code" && one.status !== "settled");
    for (const whose of ["proposal", "mine", "other"]) {
      this.mark(whose, coded.filter((one) => one.whose === whose));
    }
    this.mark("pending", codings.filter((one) => one.pending));
  }

  // -- where things are --------------------------------------------------------------------------

  paragraphAt(point) {
    return this.places.parts.indexOf(this.places.part(point));
  }

  pageAt(point) {
    return this.paper.paragraphs[this.paragraphAt(point)]?.page ?? null;
  }

  sectionAt(point) {
    return this.paper.sections[(this.paper.paragraphs[this.paragraphAt(point)]?.section ?? 1) - 1];
  }

  /** The code point that was pressed; null outside of the text. */
  pressed(event) {
    const at = document.caretPositionFromPoint
      ? document.caretPositionFromPoint(event.clientX, event.clientY)
      : null;
    const range = at ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const node = at?.offsetNode ?? range?.startContainer;
    return node ? this.places.point(node, at?.offset ?? range.startOffset) : null;
  }

  /** What is selected with the mouse, as [start, end); null where nothing is. */
  selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    return range.intersectsNode(this.article) ? this.places.covered(range) : null;
  }

  box(start, end) {
    return this.places.range(start, end, { live: true }).getBoundingClientRect();
  }

  /** Have a place before one's eyes; it stays where it is as long as it is well in sight. */
  reveal(start, end, { below = 0 } = {}) {
    const height = innerHeight - below;
    for (let turn = 0; turn < 3; turn += 1) { // sections get their height only when they come into sight
      const box = this.box(start, end);
      const far = box.top < height * 0.08 || Math.min(box.bottom, box.top + height * 0.5) > height * 0.8;
      if (!far) return;
      scrollBy(0, box.top - height * 0.28);
    }
  }
}
