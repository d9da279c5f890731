// Settling what charts differ in, one field at a time: an answer is taken by its number, or another is given.
import { dataOf, get, keyOf, keys, make, post, say, told, trying, url } from "./desk.js";
import { askAnswer, fieldTold } from "./charts_answers.js";
import { onChange } from "./live.js";
import { Asking } from "./papers_dialogs.js";

const BLIND = "relsynth.blind";
const words = dataOf("charts-words");
const text = (name, values) => told(words[`charts.${name}`], values);
const shared = (name, values) => told(words[`differences.${name}`], values);
const byId = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const asking = new Asking(byId("asking"), words);
const drafts = new Map();
let all = [];
let at = 0;
let refusal = null;
let turn = Promise.resolve();

const keyOfOne = (one) => JSON.stringify([one.form, one.paper, one.field]);
const shown = () => all[at];
const isBlind = () => localStorage.getItem(BLIND) === "1";
const fresh = () => ({ keep: null, values: null, quote: "", note: "" });
function draft(one = shown()) {
  const key = keyOfOne(one);
  if (!drafts.has(key)) drafts.set(key, fresh());
  return drafts.get(key);
}
const isChosen = (said) => said.keep !== null || said.values !== null;

// -- what is shown --------------------------------------------------------------------------------

async function fetched() {
  const query = new URLSearchParams({ blind: isBlind() });
  if (byId("form").value) query.set("form", byId("form").value);
  const found = await get(`/api/charts/conflicts?${query}`);
  byId("kept").textContent = found.kept ? text("kept", { count: found.kept }) : "";
  return found.conflicts;
}

async function load(key) {
  all = await fetched();
  at = Math.max(0, all.findIndex((one) => keyOfOne(one) === key));
  draw();
}

function draw() {
  const one = shown();
  byId("settling").hidden = !one;
  byId("empty-acts").hidden = Boolean(one);
  place();
  if (!one) return;
  byId("meanwhile").replaceChildren();
  refusal = null;
  byId("where").textContent = `${one.citation} · ${one.name} · ${text("about", { form: one.title, field: one.field })}`;
  byId("ask").textContent = one.ask;
  byId("kind").textContent = [fieldTold(one, words), one.help].filter(Boolean).join(" · ");
  byId("party").textContent = one.is_party ? shared("party") : "";
  byId("note").value = draft().note;
  drawSides();
  for (const [name, value] of [["form", one.form], ["paper", one.paper], ["field", one.field]]) asked.set(name, value);
  history.replaceState(null, "", `?${asked}`);
  const sides = one.sides.map((side) => `${side.coder}: ${side.words}`).join(". ");
  byId("spoken").textContent = text("spoken", { place: byId("place").textContent, paper: one.citation, ask: one.ask, sides });
}

function place() {
  const none = drafts.size ? shared("none_left") : text(byId("form").value ? "none_of_form" : "none");
  byId("state").textContent = shown() ? "" : none;
  byId("place").textContent = shown() ? shared("place", { number: at + 1, of: all.length }) : "";
}

function drawSides() {
  const had = document.activeElement?.dataset?.number;
  byId("sides").replaceChildren(...shown().sides.map((side, turn) => drawSide(side, turn + 1)));
  if (had) byId("sides").querySelector(`[data-number="${had}"]`)?.focus();
  const said = draft();
  const kept = shown().sides.find((side) => side.number === said.keep);
  byId("chosen").textContent = kept
    ? text("chosen_keep", kept)
    : said.values
      ? text("chosen_values", { words: said.values.join("; ") })
      : shared("chosen_none");
}

function drawSide(side, key) {
  const isKept = draft().keep === side.number;
  const button = make(
    "button",
    { type: "button", className: "said", "aria-pressed": String(isKept), "aria-keyshortcuts": String(key) },
    make("kbd", { "aria-hidden": "true" }, String(key)),
    make("span", { className: "name" }, side.words),
    side.accepts ? make("span", { className: "on" }, text("as_proposed")) : null,
  );
  button.dataset.number = side.number;
  button.addEventListener("click", () => keep(side.number));
  const note = side.note ? make("p", { className: "note" }, side.note) : null;
  return make("section", { className: `side${isKept ? " kept" : ""}` }, make("h2", {}, side.coder), button, note, ...drawQuote(side));
}

function drawQuote(side) {
  if (side.quote === null) return [make("p", { className: "from muted" }, text("without_quote"))];
  const { around } = side;
  if (!around) return [make("blockquote", {}, make("mark", {}, side.quote)), make("p", { className: "from muted" }, text("quote_gone"))];
  const block = make("blockquote", { tabIndex: 0, role: "region", "aria-label": text("words_of", side) }, around.before, make("mark", {}, around.words), around.after);
  const link = make("a", { href: `${url("/papers/")}${encodeURIComponent(side.paper)}?at=${side.start}` }, shared("in_paper"));
  return [block, make("p", { className: "from muted" }, `${around.headings.join(" · ")} · `, link)];
}

function go(step) {
  if (!shown()) return;
  const next = at + step;
  if (next < 0 || next >= all.length) {
    say(shared(step > 0 ? "last_one" : "first_one"));
    return;
  }
  at = next;
  draw();
  scrollTo({ top: 0 });
}

// -- what is chosen, and settled ------------------------------------------------------------------

function keep(number) {
  if (!shown() || refusal) return;
  const said = draft();
  Object.assign(said, { keep: said.keep === number ? null : number, values: null, quote: "" });
  drawSides();
}

async function another() {
  if (!shown() || refusal) return;
  const one = shown();
  const said = draft(one);
  const given = await askAnswer(asking, one, words, { values: said.values, quote: said.quote, title: text("another_title") });
  if (!given) return;
  Object.assign(said, { values: given.values, quote: given.quote, keep: null });
  if (shown() === one) drawSides();
}

function settle() {
  const one = shown();
  if (!one || refusal) return;
  const said = draft();
  if (!isChosen(said)) {
    say(text("choose_first"), { error: true });
    return;
  }
  const what = byId("chosen").textContent;
  const { form, paper, field } = one;
  const body = { form, paper, field, seen: one.numbers, keep: said.keep, values: said.values ?? [], quote: said.quote || null, note: said.note.trim() || null, blind: isBlind() };
  const was = at;
  all.splice(at, 1);
  step();
  turn = turn.then(async () => {
    try {
      const done = await post("/api/charts/settle", body);
      drafts.set(keyOfOne(one), fresh());
      say(shared("settled", { what: done.words }));
    } catch (error) {
      refused(one, was, what, error);
    }
  });
}

/** Go on with what is there now, with the focus on it where it was on what has gone. */
function step() {
  at = Math.max(0, Math.min(at, all.length - 1));
  const active = document.activeElement;
  const wasHere = byId("settling").contains(active) || active === document.body;
  draw();
  if (wasHere) byId(shown() ? "conflict" : "content").focus();
}

function refused(one, was, what, error) {
  const body = error.status === 409 ? error.body : null;
  all.splice(was, 0, body?.now ?? one);
  at = was;
  if (body?.now) drafts.delete(keyOfOne(one));
  draw();
  if (body) meanwhile(body, what);
  else say(error.message, { error: true });
}

/** Both versions: what one has chosen, and how another settled it or what coders said since. */
function meanwhile(body, what) {
  refusal = shown();
  const button = make("button", { type: "button", className: "main" }, shared("understood"));
  button.addEventListener("click", () => {
    if (!body.now) all.splice(all.indexOf(refusal), 1);
    refusal = null;
    step();
  });
  const { settled } = body;
  const lines = [
    what ? make("p", {}, make("b", {}, `${shared("you_said")}: `), what) : null,
    settled ? make("p", {}, make("b", {}, `${text("settled_by", settled)}: `), settled.words) : null,
    settled?.note ? make("blockquote", {}, settled.note) : null,
    settled ? null : make("p", {}, body.now ? shared("said_more") : shared("agree_now")),
  ];
  byId("meanwhile").replaceChildren(make("div", { className: "card meanwhile", role: "alert" }, make("h2", {}, shared("meanwhile")), ...lines.filter(Boolean), button));
  if (!byId("asking").open) button.focus();
}

async function undo() {
  await turn;
  const undone = await trying(() => post("/api/charts/undo"));
  if (!undone) return;
  say(shared("undone"));
  await trying(() => load(keyOfOne(undone)));
  if (shown()) byId("conflict").focus();
}

async function blind() {
  localStorage.setItem(BLIND, isBlind() ? "0" : "1");
  blindTold();
  await trying(() => load(shown() && keyOfOne(shown())));
}
function blindTold() {
  document.querySelector('[data-act="blind"]').setAttribute("aria-pressed", String(isBlind()));
}

// -- what others do meanwhile ---------------------------------------------------------------------

/** Take in what is open now; where what is looked at has changed, say so and show it. */
async function refresh() {
  const one = shown();
  const found = await fetched();
  if (shown() !== one || refusal) return; // one has gone on meanwhile; the next news tells
  const now = one && found.find((other) => keyOfOne(other) === keyOfOne(one));
  if (!one || (now && String(now.numbers) === String(one.numbers))) {
    if (now) found[found.indexOf(now)] = one;
    all = found;
    at = Math.max(0, all.indexOf(one));
    if (one) place();
    else draw();
    return;
  }
  const { form, paper, field } = one;
  const { meanwhile: since } = await post("/api/charts/since", { form, paper, field, seen: one.numbers, blind: isBlind() });
  if (!since || shown() !== one || refusal) return;
  const what = isChosen(draft(one)) ? byId("chosen").textContent : "";
  const kept = since.now ?? one;
  all = now ? found.map((other) => (other === now ? kept : other)) : found.toSpliced(at, 0, kept);
  at = all.indexOf(kept);
  if (since.now) drafts.delete(keyOfOne(one));
  draw();
  meanwhile(since, what);
}
onChange("charted", () => (turn = turn.then(() => refresh().catch(() => {})))); // what is lost is told with the next

// -- keys -----------------------------------------------------------------------------------------

const acts = { another, settle, previous: () => go(-1), next: () => go(1), undo, blind };
const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => [
  `charts.keep${number}`,
  { key: String(number), label: text("keep", { number }), run: () => shown()?.sides[number - 1] && keep(shown().sides[number - 1].number) },
]);
keys({
  ...Object.fromEntries(numbers),
  "charts.another": { key: "c", label: text("another"), run: another },
  "charts.note": { key: "m", label: text("reason"), run: () => byId("note").focus() },
  "charts.settle": { key: "Enter", label: shared("settle_label"), run: settle },
  "charts.next": { key: "n", label: shared("next"), run: acts.next },
  "charts.previous": { key: "p", label: shared("previous"), run: acts.previous },
  "charts.undo": { key: "u", label: shared("undo"), run: undo },
  "charts.blind": { key: "b", label: shared("blind"), run: blind },
});
for (const button of document.querySelectorAll("[data-act]")) {
  button.addEventListener("click", () => acts[button.dataset.act]());
  const key = keyOf(`charts.${button.dataset.act}`) ?? "";
  button.querySelector("kbd").textContent = key === "Enter" ? "⏎" : key;
  if (key) button.setAttribute("aria-keyshortcuts", key);
}
byId("note").addEventListener("input", () => shown() && (draft().note = byId("note").value));
byId("note").addEventListener("keydown", (event) => {
  if (event.key !== "Escape" && (event.key !== "Enter" || event.shiftKey)) return;
  event.preventDefault();
  byId("conflict").focus();
});
byId("form").addEventListener("change", () => trying(() => load()));
blindTold();
if (dataOf("charts-forms").length) await trying(() => load(JSON.stringify([asked.get("form"), asked.get("paper"), asked.get("field")])));
else byId("settling").hidden = true;
