// How far coders agree, with what each measure says; from a code, or a pair of codes, to the sentences in their papers.
import { dataOf, get, make, told, trying, url } from "./desk.js";
import { figureCell, keyOfMeasure } from "./differences_figures.js";

const words = dataOf("differences-words");
const text = (name, values) => told(words[`differences.${name}`], values);
const byId = (id) => document.getElementById(id);
const form = byId("asked");
const FEW = 20; // rows of a long table shown at once
const MORE = 50; // sentences shown at once
const PAIR = "\u001f"; // between two names in the value of a choice
let from = null;
let last = 0;

function query() {
  const asked = new URLSearchParams();
  for (const name of ["unit", "by", "round"]) if (form.elements[name].value) asked.set(name, form.elements[name].value);
  for (const coder of form.elements.coder.value.split(PAIR).filter(Boolean)) asked.append("coder", coder);
  if (form.elements.assisted.checked) asked.set("assisted", "true");
  return asked;
}

async function load() {
  const asked = query();
  const turn = ++last;
  history.replaceState(null, "", `?${asked}`);
  byId("state").textContent = text("counting");
  byId("found").setAttribute("aria-busy", "true");
  const found = await trying(() => get(`/api/differences/agreement?${asked}`));
  if (turn !== last) return;
  byId("found").setAttribute("aria-busy", "false");
  byId("state").textContent = "";
  leave();
  if (found) draw(found, asked);
}

function draw(found, asked) {
  if (!found.papers) {
    byId("found").replaceChildren(make("p", {}, text("no_agreement")), notes(found));
    return;
  }
  offerPairs(found);
  byId("found").replaceChildren(
    make("p", {}, text("agreement_of", { papers: found.papers, coders: found.coders.join(", ") })),
    notes(found),
    downloads(asked),
    overall(found),
    ...byPair(found),
    ...byCode(found),
    ...mixedUp(found),
    ...byFacet(found),
  );
}

const notes = (found) => make("ul", { className: "plain small muted" }, ...found.notes.map((note) => make("li", {}, note)));

// -- tables ---------------------------------------------------------------------------------------

const heads = (...names) => make("thead", {}, make("tr", {}, ...names.map((name) => (name instanceof Node ? name : make("th", { scope: "col" }, name)))));
const number = (value) => make("td", { className: "number" }, String(value));
/** The rows of a table: the first of them, and a button that shows the others. */
function rowsOf(rows) {
  const body = make("tbody", {}, ...rows.slice(0, FEW));
  if (rows.length <= FEW) return body;
  const more = make("button", { type: "button", className: "show" }, text("more", { count: rows.length - FEW }));
  const line = make("tr", {}, make("th", { scope: "row" }, more));
  more.addEventListener("click", () => {
    line.replaceWith(...rows.slice(FEW));
    rows[FEW].querySelector("button")?.focus();
  });
  body.append(line);
  return body;
}
/** A table that scrolls sideways by itself, and can be reached by keys to do so. */
function scrolled(name, ...inside) {
  const table = make("table", { className: "measures" }, ...inside);
  return make("div", { className: "scroll", role: "region", "aria-label": text("scroll", { name }), tabIndex: 0 }, table);
}
const titled = (name, ...inside) => [make("h2", {}, name), ...inside];

function overall(found) {
  const rows = [...found.overall.figures, ...found.sets].map((figure) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, figure.name),
      figureCell(figure, words),
      make("td", { className: "wrap" }, words[`differences.m_${keyOfMeasure(figure.name)}`] ?? ""),
    ),
  );
  return make("section", {}, ...titled(text("all_codes"), scrolled(text("all_codes"), heads(text("measure"), text("value"), text("means")), make("tbody", {}, ...rows))));
}

const measures = (figures) => figures.map((figure) => figure.name);
function figures(names, held) {
  return names.map((name) => figureCell(held.find((one) => one.name === name), words));
}

function byPair(found) {
  if (!found.pairs.length) return [];
  const names = measures(found.pairs[0].figures);
  const rows = found.pairs.map((one) => {
    const choose = make("button", { type: "button", className: "show" }, one.coders.join(", "));
    choose.addEventListener("click", () => {
      form.elements.coder.value = one.coders.join(PAIR);
      load();
    });
    return make("tr", {}, make("th", { scope: "row" }, choose), number(one.papers), ...figures(names, one.figures));
  });
  return titled(text("by_pair"), scrolled(text("by_pair"), heads(text("pair"), text("papers"), ...names), make("tbody", {}, ...rows)));
}

function byCode(found) {
  const name = text("by_each", { level: words[`differences.by_${found.by}`].toLowerCase() });
  const names = [...new Set(found.codes.flatMap((one) => measures(one.figures)))];
  const rows = found.codes.map((one) => {
    const sentences = found.differences.sentences.filter((at) => differsOn(at, one.code));
    const head = make("th", { scope: "row" }, sentences.length ? show(one.code, text("show_sentences", { codes: one.code }), sentences) : one.code);
    const by = make("td", { className: "wrap" }, one.coded.map(([who, times]) => `${who} ${times}`).join(", "));
    return make("tr", {}, head, by, number(sentences.length), ...figures(names, one.figures));
  });
  return titled(name, scrolled(name, heads(text("code"), text("coded_by"), text("sentences_n"), ...names), make("tbody", {}, ...rows)));
}
const differsOn = (at, code) => at.put.some((one) => one.codes.includes(code)) && !at.put.every((one) => one.codes.includes(code));

function byFacet(found) {
  if (!found.facets.length) return [];
  const names = [...new Set(found.facets.flatMap((one) => measures(one.figures)))];
  const rows = found.facets.map((one) => make("tr", {}, make("th", { scope: "row" }, one.facet.replaceAll("_", " ")), number(one.places), ...figures(names, one.figures)));
  return titled(text("by_facet"), scrolled(text("by_facet"), heads(text("facet"), text("places_alike"), ...names), make("tbody", {}, ...rows)));
}

function mixedUp(found) {
  const { mixed_up: mixed, alone, sentences } = found.differences;
  const rows = mixed.map((one) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, show(one.codes.join(" / "), text("show_sentences", { codes: one.codes.join(" / ") }), one.sentences)),
      number(one.sentences.length),
      make("td", { className: "wrap" }, one.rule ?? make("span", { className: "muted" }, text("no_rule_short"))),
    ),
  );
  const single = alone.map((one) => make("tr", {}, make("th", { scope: "row" }, show(one.code, text("show_sentences", { codes: one.code }), one.sentences)), number(one.sentences.length)));
  const every = make("p", {}, button(`${text("all_sentences")} (${sentences.length})`, text("all_sentences"), sentences));
  return [
    ...(rows.length ? titled(text("mixed_up"), scrolled(text("mixed_up"), heads(text("code"), text("sentences_n"), text("rule")), rowsOf(rows))) : []),
    ...(single.length ? titled(text("alone"), scrolled(text("alone"), heads(text("code"), text("sentences_n")), rowsOf(single))) : []),
    ...(sentences.length ? [every] : [make("p", {}, text("no_sentences"))]),
  ];
}

function offerPairs(found) {
  const choice = form.elements.coder;
  if (choice.length > 1 || !found.pairs.length) return;
  for (const { coders } of found.pairs) choice.append(make("option", { value: coders.join(PAIR) }, coders.join(", ")));
  const wanted = new URLSearchParams(location.search).getAll("coder").join(PAIR);
  if (wanted) choice.value = wanted;
}

function downloads(asked) {
  const link = (what, kind) => make("a", { href: `${url(`/differences/agreement/${what}.${kind}`)}?${asked}`, download: "" }, text(`${what}_${kind}`));
  const links = ["figures", "sentences"].flatMap((what) => ["csv", "xlsx"].map((kind) => link(what, kind)));
  return make("p", { className: "row small" }, make("span", { className: "muted" }, text("save")), ...links);
}

// -- sentences ------------------------------------------------------------------------------------

function button(name, title, sentences) {
  const made = make("button", { type: "button" }, name);
  made.addEventListener("click", () => open(made, title, sentences));
  return made;
}
function show(name, title, sentences) {
  const made = button(name, title, sentences);
  made.className = "show";
  made.title = title;
  return made;
}

function open(opener, title, sentences) {
  from = opener;
  byId("sentences-title").textContent = title;
  const box = byId("sentences").querySelector("div");
  box.replaceChildren();
  const add = (start) => {
    box.append(...sentences.slice(start, start + MORE).map(sentence));
    if (sentences.length <= start + MORE) return;
    const more = make("button", { type: "button" }, text("more", { count: sentences.length - start - MORE }));
    more.addEventListener("click", () => {
      more.remove();
      const before = box.children.length;
      add(start + MORE);
      box.children[before].querySelector("a").focus();
    });
    box.append(more);
  };
  add(0);
  byId("found").hidden = true;
  byId("sentences").hidden = false;
  scrollTo({ top: 0 });
  byId("sentences-title").focus();
}

function sentence(one) {
  const place = `${url("/papers/")}${encodeURIComponent(one.paper)}?at=${one.start}`;
  const put = one.put.map((by) => make("p", {}, make("b", {}, by.coder), ` ${by.codes.join(", ") || text("nothing")}`));
  return make("div", { className: "sentence" }, make("p", { className: "muted small" }, one.paper), make("a", { href: place }, one.quote), ...put);
}

function leave() {
  byId("sentences").hidden = true;
  byId("found").hidden = false;
  if (from?.isConnected) from.focus();
  from = null;
}

const given = new URLSearchParams(location.search);
for (const name of ["unit", "by", "round"]) if (given.has(name)) form.elements[name].value = given.get(name);
form.elements.assisted.checked = given.get("assisted") === "true";
for (const [first, second] of [given.getAll("coder")]) {
  if (second) form.elements.coder.append(make("option", { value: `${first}${PAIR}${second}`, selected: true }, `${first}, ${second}`));
}
form.addEventListener("change", load);
form.addEventListener("submit", (event) => event.preventDefault());
byId("back").addEventListener("click", leave);
document.addEventListener("keydown", (event) => event.key === "Escape" && !byId("sentences").hidden && leave());
await load();
