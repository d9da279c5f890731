// A paper on the desk: where one is in it, what keys do, and what is shown for it.
import { dataOf, get, keys, post, say, told, trying } from "./desk.js";
import { wordsIn } from "./offsets.js";
import { Asking, short } from "./papers_dialogs.js";
import { Pages } from "./papers_pages.js";
import { Panel } from "./papers_panel.js";
import { Seen } from "./papers_seen.js";
import { Steps } from "./papers_steps.js";
import { LESSONS, Text } from "./papers_text.js";
import { keepPlace, placeKept, Work } from "./papers_work.js";

const words = dataOf("papers-words");
const { me } = dataOf("papers-who");
const { labels, fields } = dataOf("papers-choices");
const opened = dataOf("paper");
const byId = (id) => document.getElementById(id);
const article = byId("text");
const here = { at: 0, to: 0, chosen: null, picked: null, from: "key" };
let paper = opened.text;
let known = opened.characteristics;
let book = null;
let isCodedAgain = false;
const recent = [];

const text = new Text(article, words, (section) => askSection(section));
const asking = new Asking(byId("asking"), words);
const pages = new Pages(byId("pages"), paper.document, words);
const seen = new Seen(paper.document);
const steps = new Steps({
  document: paper.document,
  me,
  said: opened.said,
  onChange: (step) => changed(step),
  onRefused: (step, error) => conflict(step, error.message, null),
  onMeanwhile: (step, others) => conflict(step, null, others),
});
const work = new Work(steps, asking, words);

// -- where one is --------------------------------------------------------------------------------
const sentences = () => paper.sentences;
const place = () => ({ start: sentences()[here.at]?.[0] ?? 0, end: sentences()[here.to]?.[1] ?? 0 });
const touches = (one, { start, end }) => one.start < end && start < one.end;
const order = (a, b) => (b.status === "proposal") - (a.status === "proposal") || a.start - b.start || b.score - a.score;
const on = (where) => steps.codings.filter((one) => touches(one, where)).sort(order);
const chosen = () => steps.codings.find((one) => steps.kept(one.number) === steps.kept(here.chosen));
const target = () => here.picked ?? place();

function sentenceAt(point) {
  const found = sentences().findIndex(([, end]) => point < end);
  return found < 0 ? sentences().length - 1 : found;
}

/** Go to a sentence; the next step is on the coding of that number, else on the first that waits there. */
function go(at, { number = null, quiet = false } = {}) {
  if (!sentences().length) return;
  Object.assign(here, { at, to: at, picked: null });
  const there = on(place());
  here.chosen = number ?? (there.find((one) => one.verdict === "code") ?? there[0])?.number ?? null;
  getSelection().removeAllRanges();
  draw();
  if (!quiet) {
    const { start, end } = place();
    text.reveal(start, end, { below: hiddenBelow() });
  }
  seen.add(text.paragraphAt(place().start));
  keepPlace(paper.document, place().start);
  speak();
}

const hiddenBelow = () => (getComputedStyle(panelRoot).position === "fixed" ? panelRoot.offsetHeight : 0);

function next(wanted, otherwise, from = here.to + 1) {
  for (let at = from; at < sentences().length; at += 1) if (wanted(at)) return go(at);
  return say(words[otherwise]);
}

const isProposed = (at) => {
  const [start, end] = sentences()[at];
  return steps.codings.some((one) => one.status === "proposal" && touches(one, { start, end }));
};
const isLessons = (at) => text.sectionAt(sentences()[at][0]).label === LESSONS;

function unseen() {
  const from = text.paragraphAt(place().start);
  const at = sentences().map(([start]) => text.paragraphAt(start));
  const fresh = (turn) => !seen.has(at[turn]) && at[turn] !== from;
  const later = at.findIndex((paragraph, turn) => paragraph > from && fresh(turn));
  const found = later >= 0 ? later : at.findIndex((_, turn) => fresh(turn));
  return found >= 0 ? go(found) : say(words["papers.no_unseen"]);
}

function nextCoding() {
  const there = on(place());
  const turn = there.findIndex((one) => one.number === here.chosen);
  if (turn + 1 >= there.length) return false;
  choose(there[turn + 1].number);
  return true;
}

function choose(number) {
  here.chosen = number;
  draw();
  speak();
}

// -- what is selected ----------------------------------------------------------------------------
function pickWord(step, isMore) {
  const { start, end } = place();
  const there = wordsIn(text.places.quote(start, end), start);
  if (!there.length) return;
  const first = there.findIndex((word) => here.picked && word.end > here.picked.start);
  const last = there.findLastIndex((word) => here.picked && word.start < here.picked.end);
  const limit = (turn) => Math.max(0, Math.min(there.length - 1, turn));
  if (!here.picked) here.picked = step > 0 ? { ...there[0] } : { ...there.at(-1) };
  else if (isMore) here.picked = { start: there[first].start, end: there[Math.max(first, limit(last + step))].end };
  else here.picked = { ...there[limit((step > 0 ? last : first) + step)] };
  getSelection().removeAllRanges();
  draw();
  byId("spoken").textContent = text.places.quote(here.picked.start, here.picked.end);
}

function extend() {
  if (here.to + 1 >= sentences().length) return say(words["papers.no_next"]);
  here.to += 1;
  here.picked = null;
  draw();
  text.reveal(...sentences()[here.to], { below: hiddenBelow() });
  return speak();
}

document.addEventListener("selectionchange", () => {
  const found = text.selected();
  if (!found) return byId("code-words").hidden = true;
  here.picked = found;
  const turn = sentenceAt(found.start);
  if (sentences().length && sentences()[turn][0] < found.end) Object.assign(here, { at: turn, to: turn });
  draw({ marks: false });
  return showCodeButton(found);
});

function showCodeButton({ start, end }) {
  const button = byId("code-words");
  const box = text.box(start, end);
  button.hidden = false;
  const left = Math.min(Math.max(box.left, 8), innerWidth - button.offsetWidth - 8);
  button.style.insetInlineStart = `${left + scrollX}px`;
  button.style.insetBlockStart = `${box.bottom + scrollY + 6}px`;
}

article.addEventListener("click", (event) => {
  if (event.target.closest("button") || text.selected()) return;
  const point = text.pressed(event);
  if (point === null || !sentences().length) return;
  const number = on({ start: point, end: point + 1 })[0]?.number ?? null;
  go(sentenceAt(point), { number, quiet: true });
});

// -- what is shown -------------------------------------------------------------------------------
const panelRoot = byId("panel");
const panel = new Panel(panelRoot, words, {
  acts: new Proxy({}, { get: (_, name) => () => actions[name].run({}) }),
  choose: (number) => number === here.chosen || choose(number),
  show: (start, end) => {
    go(sentenceAt(start), { quiet: true });
    here.picked = { start, end };
    draw();
    text.reveal(start, end, { below: hiddenBelow() });
  },
  correct: (field) => askCharacteristic(field),
  take: (field) => setCharacteristic(field, { values: null }),
  apply: (code) => putCodes([code]),
});

function draw({ marks = true } = {}) {
  const where = place();
  const one = chosen();
  if (marks) {
    text.mark("sentence", sentences().length ? [where] : []);
    text.mark("picked", here.picked ? [here.picked] : []);
    text.mark("chosen", one ? [one] : []);
  }
  if (sentences().length) headed(where, one);
  pages.follow(text.pageAt(where.start));
}

function headed(where, one) {
  const section = text.sectionAt(where.start);
  const page = text.pageAt(where.start);
  const which = here.to > here.at ? "papers.sentences" : "papers.sentence";
  const head = told(words[which], { number: here.at + 1, last: here.to + 1, of: sentences().length });
  const heading = [section.heading, section.label.replaceAll("_", " "), page ? told(words["papers.page"], { page }) : ""];
  panel.here({
    head,
    heading: heading.filter(Boolean).join(" · "),
    codings: on(where),
    chosen: one?.number ?? null,
    picked: here.picked ? short(text.places.quote(here.picked.start, here.picked.end)) : "",
    said: steps.said,
    panel: book,
  });
}

/** Say where one is to whoever listens. */
function speak() {
  const { start, end } = place();
  const one = chosen();
  const told_ = one ? `${one.label ?? one.code}, ${told(words[`papers.${one.status}`], { coder: one.coder.split("@")[0] })}. ` : "";
  byId("spoken").textContent = `${told_}${text.places.quote(start, end)}`;
}

function changed(step) {
  if (step?.made.length && (!step.on || here.chosen === step.on.number)) here.chosen = step.made.at(-1).number;
  here.chosen = steps.kept(here.chosen);
  if (!chosen()) here.chosen = on(place())[0]?.number ?? null;
  text.markCodings(steps.codings);
  panel.paper({ said: steps.said, text: paper, onSection: toSection, isCodedAgain });
  draw();
  if (step) queueMicrotask(() => work.begin()); // behind the step
}

function conflict(step, reason, others) {
  const at = step.made[0] ?? step.on;
  const what = step.made.map((one) => `${words[`papers.${one.status}`].replace("{coder}", me)}: ${one.label ?? one.code}`).join("; ");
  panel.conflict({ told: what, reason, others: others ?? on(at) }, () => article.focus({ preventScroll: true }));
  if (reason) say(reason, { error: true });
}

function toSection(number) {
  const first = paper.paragraphs.findIndex((one) => one.section >= number);
  text.sections.get(number)?.scrollIntoView({ block: "start" });
  if (first >= 0) go(sentenceAt(paper.paragraphs[first].start), { quiet: true });
}

// -- what is said --------------------------------------------------------------------------------
const withChosen = (what) => () => {
  const one = chosen();
  return one ? what(one) : say(words["papers.no_coding"]);
};

async function pickCodes(title, about, without) {
  book ??= await trying(() => get("/api/papers/codebook"));
  if (!book) return null;
  const found = await asking.codes(book, { title, about, first: recent, without });
  for (const code of found ?? []) recent.splice(0, recent.length, ...new Set([code.id, ...recent].slice(0, 6)));
  article.focus({ preventScroll: true });
  return found;
}

async function put() {
  const { start, end } = target();
  const codes = await pickCodes(words["papers.pick_code"], text.places.quote(start, end), null);
  if (codes) putCodes(codes, { start, end });
}

/** Put codes on words; on those that are selected, or on the sentence, where none are told. */
function putCodes(codes, { start, end } = target()) {
  if (start >= end) return;
  here.picked = null;
  getSelection().removeAllRanges();
  byId("code-words").hidden = true;
  steps.put({ start, end }, codes, paper.version);
  byId("spoken").textContent = told(words["papers.coded"], {
    codes: codes.map((code) => code.label).join(", "),
    words: short(text.places.quote(start, end)),
  });
}

async function change() {
  const one = chosen();
  if (!one || here.picked || one.verdict !== "code") return put();
  const codes = await pickCodes(words["papers.pick_code"], text.places.quote(one.start, one.end), one.code);
  return codes ? steps.change(one, { codes }) : null;
}

async function facets(one) {
  book ??= await trying(() => get("/api/papers/codebook"));
  if (!book || one.verdict !== "code") return;
  const said = await asking.facets(one, book.facets);
  if (said && Object.keys(said).length) steps.change(one, { facets: said });
}

async function memo() {
  const one = chosen();
  const said = await asking.memo(one ? (one.label ?? one.code) : words["papers.the_paper"]);
  if (!said) return;
  await steps.turn;
  await trying(() => steps.ask("memo", { ...said, coding: one ? steps.kept(one.number) : null }));
  work.begin();
}

async function undo() {
  const answer = await trying(() => steps.ask("undo"));
  if (!answer) return;
  say(words["papers.undone"]);
  if (answer.start !== null) go(sentenceAt(answer.start));
}

async function askSection(section) {
  const said = await asking.section(section, labels);
  if (!said) return;
  const answer = await trying(() => steps.ask("section", { number: section.number, label: said.label }));
  if (!answer) return;
  isCodedAgain = answer.to_code;
  show(answer, section.number);
  if (answer.to_code) await codeAgain();
}

/** Have the machine code the paper as it is labelled now; one goes on meanwhile. */
async function codeAgain() {
  const answer = await trying(() => post(`${steps.path}/again`));
  isCodedAgain = false;
  await trying(() => steps.refresh());
  if (answer) say(answer.coded ? words["papers.coded_again"] : answer.why_not);
}

async function askCharacteristic(field) {
  const held = known.filter((one) => one.field === field && one.holds && one.value !== null).map((one) => one.value);
  const quote = here.picked ? text.places.quote(here.picked.start, here.picked.end) : null;
  const said = await asking.characteristic(field, fields[field], held, quote);
  if (said) await setCharacteristic(field, said);
}

async function setCharacteristic(field, said) {
  const answer = await trying(() => post(`${steps.path}/characteristic`, { field, ...said }));
  if (!answer) return;
  known = answer.characteristics;
  panel.study(known, fields);
  panelRoot.querySelector(`[data-field="${field}"]`)?.focus();
}

/** Show the paper anew: its sections are labelled otherwise, its words are the same. */
function show(desk, section = null) {
  const { start } = place();
  const top = section ? text.sections.get(section)?.getBoundingClientRect().top : null;
  paper = desk.text;
  text.show(paper);
  seen.watch(text.paragraphs);
  Object.assign(here, { at: sentenceAt(start), to: sentenceAt(start), picked: null });
  changed(null);
  const line = section ? text.sections.get(section) : null;
  if (line && top !== null) scrollBy(0, line.getBoundingClientRect().top - top);
  line?.querySelector("button").focus({ preventScroll: true });
}

// -- keys ----------------------------------------------------------------------------------------
const act = (name, key, run) => [name, { key, label: words[`papers.${name}`], run }];
const actions = Object.fromEntries([
  act("next", "j", () => (here.to + 1 < sentences().length ? go(here.to + 1) : say(words["papers.no_next"]))),
  act("previous", "k", () => (here.at > 0 ? go(here.at - 1) : say(words["papers.no_previous"]))),
  act("next_proposal", "n", () => next(isProposed, "papers.no_proposal")),
  act("next_lessons", "l", () => next((at) => isLessons(at) && !(at && isLessons(at - 1)), "papers.no_lessons")),
  act("next_unseen", "g", unseen),
  act("accept", "a", withChosen((one) => steps.accept(one))),
  act("reject", "x", withChosen((one) => steps.reject(one))),
  act("change", "c", change),
  act("put", "Enter", put),
  act("facets", "f", withChosen(facets)),
  act("memo", "m", memo),
  act("undo", "u", undo),
  act("word_on", "ArrowRight", (event) => pickWord(1, event.shiftKey)),
  act("word_back", "ArrowLeft", (event) => pickWord(-1, event.shiftKey)),
  act("extend", "v", extend),
  act("drop", "Escape", () => go(here.at, { number: here.chosen, quiet: true })),
  act("section", "s", () => askSection(text.sectionAt(place().start))),
  act("pages", "p", () => (pages.toggle(text.pageAt(place().start)), text.reveal(place().start, place().end))),
  act("finish", "F", () => work.finish()),
]);
actions.reopen = { run: () => work.reopen() };
if (!paper.has_pages) delete actions.pages;
const { reopen: _, ...keyed } = actions;
keys(keyed);

// Tab goes through the codings of the sentence, and leaves the text behind the last: nobody is kept in it.
article.addEventListener("keydown", (event) => {
  if (event.key === "Tab" && !event.shiftKey && event.target === article && nextCoding()) event.preventDefault();
});
byId("code-words").addEventListener("click", put);

// -- the first look ------------------------------------------------------------------------------
text.show(paper);
seen.watch(text.paragraphs);
if (!text.canMark) say(words["papers.no_highlights"], { error: true });
panel.hints();
panel.study(known, fields);
const asked = new URLSearchParams(location.search);
const first = steps.codings.find((one) => one.number === Number(asked.get("coding")));
const own = steps.codings.filter((one) => one.whose === "mine").map((one) => one.start);
const last = asked.has("at") ? Number(asked.get("at")) : placeKept(paper.document);
const begin_ = first?.start ?? last ?? (own.length ? Math.max(...own) : 0);
changed(null);
go(sentenceAt(begin_), { number: first?.number ?? null, quiet: begin_ === 0 });
article.focus({ preventScroll: true });
requestIdleCallback(() => trying(async () => {
  book ??= await get("/api/papers/codebook");
  panel.codebook(book);
  draw();
}));
