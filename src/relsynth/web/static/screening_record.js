// A record before somebody: its words as text, what is highlighted in them, and what was said of it before.
import { dataOf, make, told, url } from "./desk.js";
import { forgetMarks, highlight, keepMarks, marksKept } from "./screening_marks.js";

export const page = dataOf("screening");
const texts = dataOf("screening-words");
export const text = (name, values) => told(texts[`screening.${name}`], values);
export const byId = (id) => document.getElementById(id);

const BLIND = "relsynth.blind";
const NAMED = 3; // authors that are named
const MARKED = ["record-title", "abstract", "keywords"].map(byId);
let marks = marksKept(page.marks);
let terms = [];

/** Put a record on the page; null where none is left, which `none` says. */
export function draw(shown, none) {
  const record = shown?.whole;
  byId("record").setAttribute("aria-busy", "false");
  byId("record-title").textContent = shown ? (record.title ?? text("untitled")) : none;
  byId("citation").replaceChildren(...(shown ? citation(record) : []));
  byId("abstract").replaceChildren(...(shown ? paragraphs(record) : []));
  byId("keywords").textContent = record?.keywords.length ? `${text("keywords")}: ${record.keywords.join("; ")}` : "";
  byId("documents").replaceChildren(...(shown?.stage === "full_text" ? documents(shown.documents) : []));
  const earlier = shown?.earlier;
  byId("earlier").hidden = !earlier;
  byId("earlier").textContent = earlier ? text("earlier", { said: saidOf(earlier) }) : "";
  terms = shown?.terms ?? [];
  mark();
}

/** What a decision says, in a line. */
export function saidOf(one) {
  const tags = one.tags?.length ? ` [${one.tags.join(", ")}]` : "";
  return `${text(one.verdict).toLowerCase()}${one.criterion ? ` (${one.criterion})` : ""}${tags}${one.note ? `: ${one.note}` : ""}`;
}

function citation(record) {
  const authors = record.authors.slice(0, NAMED).join("; ") + (record.authors.length > NAMED ? " et al." : "");
  const issue = record.volume ? `${record.volume}${record.issue ? `(${record.issue})` : ""}` : "";
  const where = [issue, record.page].filter(Boolean).join(": ");
  const said = [authors, record.container_title, record.year, where].filter(Boolean).join(" · ");
  const links = [];
  if (record.doi) links.push(elsewhere(`https://doi.org/${encodeURIComponent(record.doi).replaceAll("%2F", "/")}`, `doi ${record.doi}`));
  if (record.pmid) links.push(elsewhere(`https://pubmed.ncbi.nlm.nih.gov/${encodeURIComponent(record.pmid)}/`, `PubMed ${record.pmid}`));
  return [make("span", {}, said), ...links.flatMap((link) => [" · ", link])];
}
const elsewhere = (href, said) => make("a", { href, target: "_blank", rel: "noopener noreferrer" }, said);
function paragraphs(record) {
  const parts = (record.abstract ?? "").split(/\n+/).filter((one) => one.trim());
  return parts.length ? parts.map((one) => make("p", { dir: "auto" }, one)) : [make("p", { className: "muted" }, text("no_abstract"))];
}
function documents(ids) {
  if (!ids.length) return [text("no_document")];
  return ids.flatMap((id) => [make("a", { href: url(`/papers/${encodeURIComponent(id)}`) }, text("document")), " "]);
}

// -- highlights, and who wrote it -----------------------------------------------------------------
const lines = (area) => area.value.split("\n").map((one) => one.trim()).filter(Boolean);
function mark() {
  highlight(MARKED, marks, terms);
  for (const button of document.querySelectorAll('[data-action="marks"]')) button.setAttribute("aria-pressed", marks.shown);
}
function fill() {
  byId("marks-for").value = marks.for.join("\n");
  byId("marks-against").value = marks.against.join("\n");
  byId("marks-learned").checked = marks.learned;
}
function change(said) {
  marks = { ...marks, ...said };
  keepMarks(marks);
  mark();
}
export const toggleMarks = () => change({ shown: !marks.shown });
for (const side of ["for", "against"]) {
  byId(`marks-${side}`).addEventListener("input", (event) => change({ [side]: lines(event.target) }));
}
byId("marks-learned").addEventListener("change", (event) => change({ learned: event.target.checked }));
byId("marks-reset").addEventListener("click", () => {
  forgetMarks();
  marks = marksKept(page.marks);
  fill();
  mark();
});
fill();

function hideWho(hidden) {
  byId("record").classList.toggle("blinded", hidden);
  byId("blind").checked = hidden;
}
byId("blind").addEventListener("change", (event) => {
  localStorage.setItem(BLIND, event.target.checked ? "1" : "");
  hideWho(event.target.checked);
});
hideWho(localStorage.getItem(BLIND) === "1");
