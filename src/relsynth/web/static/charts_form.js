// A form filled beside the paper: one field at a time, with the words that were selected, or as the machine proposes.
import { askAnswer, fieldTold, NOT_REPORTED } from "./charts_answers.js";
import { call, dataOf, keyOf, keys, make, say, told, trying } from "./desk.js";
import { onChange } from "./live.js";
import { Places } from "./offsets.js";
import { Asking } from "./papers_dialogs.js";

const words = dataOf("charts-words");
const me = dataOf("charts-me");
const seen = dataOf("charts-seen");
const text = (name, values) => told(words[`charts.${name}`], values);
const byId = (id) => document.getElementById(id);
const asking = new Asking(byId("asking"), words);
const mark = globalThis.Highlight ? new Highlight() : null;
let { chart } = seen;
let at = 0;
let places = null;

// -- the paper ------------------------------------------------------------------------------------

function drawText() {
  const parts = [];
  let section = 0;
  const blocks = seen.text.paragraphs.flatMap((paragraph) => {
    const node = document.createTextNode(paragraph.text);
    parts.push({ node, start: paragraph.start });
    const heads = seen.text.sections.slice(section, paragraph.section).filter((one) => one.heading);
    section = paragraph.section;
    return [...heads.map((one) => make("h2", { dir: "auto" }, one.heading)), make("p", { dir: "auto" }, node)];
  });
  byId("text").replaceChildren(...blocks);
  places = new Places(parts);
  if (mark) CSS.highlights.set("picked", mark);
}

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  return range.intersectsNode(byId("text")) ? places.covered(range) : null;
}

function show(start, end) {
  mark?.clear();
  mark?.add(places.range(start, end));
  const box = places.range(start, end, { live: true }).getBoundingClientRect();
  if (box.top < 0 || box.bottom > innerHeight) scrollBy({ top: box.top - innerHeight / 3 });
}

// -- the form -------------------------------------------------------------------------------------

const own = (field) => field.answers.find((one) => one.coder === me && !one.settles);

function draw() {
  const had = byId("fields").contains(document.activeElement);
  byId("fields").replaceChildren(...chart.fields.map(drawField));
  byId("done").textContent = text("left", { done: chart.fields.filter(own).length, of: chart.fields.length });
  if (had) current().focus();
}
const current = () => byId("fields").children[at];

function drawField(field, place) {
  const asked = seen.asked[place];
  const state = text(`state_${field.state ?? "yours"}`);
  const about = [fieldTold(asked, words), asked.quote ? text("quote_wanted") : "", asked.required ? "" : text("optional"), field.help ?? ""];
  const block = make(
    "section",
    { className: `asked${place === at ? " here" : ""}`, tabIndex: -1, "aria-label": `${field.ask} ${state}` },
    make("h3", {}, field.ask),
    make("p", { className: "small muted" }, [state, ...about].filter(Boolean).join(" · ")),
    ...field.answers.map(drawAnswer),
    field.hidden ? make("p", { className: "small muted" }, text("hidden", { count: field.hidden })) : null,
    ...(own(field) ? [] : field.proposals.map((one) => drawProposal(one, place))),
  );
  block.addEventListener("click", () => place !== at && step(place));
  return block;
}

function drawAnswer(one) {
  const who = one.settles ? text("settled_as", one) : one.coder === me ? text("yours") : one.coder;
  const line = make("div", { className: "answered" }, make("p", {}, make("b", {}, one.words), " ", make("span", { className: "small muted" }, who)));
  if (one.quote) line.append(drawQuote(one.quote.text, one.quote.paper === seen.text.name ? one.quote : {}));
  if (one.note) line.append(make("p", { className: "small" }, one.note));
  return line;
}

function drawProposal(one, place) {
  const take = make("button", { type: "button", "aria-label": text("take_it", one) }, text("take"));
  take.addEventListener("click", (event) => {
    event.stopPropagation();
    step(place);
    accept([one.value]);
  });
  const sure = text("proposed", { percent: Math.round(one.confidence * 100) });
  const span = one.document === seen.text.document && one.span.version === seen.text.version ? one.span : {};
  return make("div", { className: "proposed" }, make("p", {}, take, " ", one.value, " ", make("span", { className: "small muted" }, sure)), drawQuote(one.quote, span));
}

function drawQuote(said, { start, end }) {
  const block = make("blockquote", { className: "small" }, said);
  if (start === undefined || start === null) return block;
  const where = make("button", { type: "button", className: "quiet" }, text("where"));
  where.addEventListener("click", () => show(start, end));
  return make("div", {}, block, where);
}

function step(place) {
  at = Math.max(0, Math.min(place, chart.fields.length - 1));
  draw();
  current().focus({ preventScroll: true });
  current().scrollIntoView({ block: "nearest" });
}

// -- what is said ---------------------------------------------------------------------------------

const asked = () => ({ paper: seen.text.document, form: seen.form, field: chart.fields[at].field });

async function load() {
  chart = await call("show_chart", { paper: seen.text.document, form: seen.form });
  draw();
}

async function say_(verb, said) {
  const place = at;
  const done = await trying(() => call(verb, { ...asked(), ...said }));
  if (!done) return;
  mark?.clear();
  const { proposals } = chart.fields[place];
  chart.fields[place] = { ...done.field, proposals };
  step(place + 1);
  say(text("kept_answer", { words: own(done.field).words }));
}

async function answer() {
  const field = chart.fields[at];
  const before = own(field);
  const place = selected();
  const words_ = place ? places.quote(place.start, place.end) : (before?.quote?.text ?? "");
  if (place) show(place.start, place.end);
  const values = before ? (before.values.length ? before.values : [NOT_REPORTED]) : null;
  const given = await askAnswer(asking, { ...seen.asked[at], ask: field.ask }, words, { values, quote: words_, title: text("answer_it"), note: before?.note ?? "" });
  if (!given) return;
  const isPlace = place && given.quote === words_.trim(); // else the words are looked for
  await say_("chart", { values: given.values, quote: given.quote || null, note: given.note || null, start: isPlace ? place.start : null, end: isPlace ? place.end : null });
}

async function accept(values = []) {
  if (!chart.fields[at].proposals.length) {
    say(text("nothing_proposed"), { error: true });
    return;
  }
  await say_("accept_proposal", { values });
}

async function undo() {
  const undone = await trying(() => call("undo_chart"));
  if (!undone) return;
  say(text("undone", { what: undone.answers.join("; ") }));
  await trying(load);
}

// -- keys -----------------------------------------------------------------------------------------

if (chart) {
  const acts = { answer, accept: () => accept(), none: () => say_("chart", { values: [NOT_REPORTED] }), undo };
  keys({
    "charts.answer": { key: "Enter", label: text("answer_it"), run: answer },
    "charts.accept": { key: "a", label: text("accept"), run: acts.accept },
    "charts.none": { key: "x", label: text("none_reported"), run: acts.none },
    "charts.next": { key: "n", label: text("next_field"), run: () => step(at + 1) },
    "charts.previous": { key: "p", label: text("previous_field"), run: () => step(at - 1) },
    "charts.undo": { key: "u", label: text("undo"), run: undo },
  });
  for (const button of document.querySelectorAll("[data-act]")) {
    button.addEventListener("click", () => acts[button.dataset.act]());
    const key = keyOf(`charts.${button.dataset.act}`) ?? "";
    button.querySelector("kbd").textContent = key === "Enter" ? "⏎" : key;
    if (key) button.setAttribute("aria-keyshortcuts", key);
  }
  drawText();
  draw();
  onChange("charted", () => trying(load));
}
