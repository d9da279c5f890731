// Settling what coders differ in, one place at a time: chosen by keys, shown at once, kept in the background.
import { dataOf, get, keyOf, keys, post, say, told, trying } from "./desk.js";
import { ConflictView, keepable } from "./differences_conflict.js";
import { onChange } from "./live.js";
import { Asking } from "./papers_dialogs.js";

const BLIND = "relsynth.blind";
const words = dataOf("differences-words");
const text = (name, values) => told(words[`differences.${name}`], values);
const byId = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const asking = new Asking(byId("asking"), words);
const drafts = new Map();
let panel, view, all, at, refusal;
let turn = Promise.resolve();

const shown = () => here()[at];
const here = () => (byId("kind").value ? all.filter((one) => one.conflict.differs === byId("kind").value) : all);
const isBlind = () => localStorage.getItem(BLIND) === "1";
function draft(number = shown().conflict.number) {
  if (!drafts.has(number)) drafts.set(number, { keep: new Set(), code: null, reject: false, facets: {}, note: "" });
  return drafts.get(number);
}

// -- what is shown --------------------------------------------------------------------------------

function fetched() {
  const query = new URLSearchParams({ blind: isBlind() });
  if (byId("round").value) query.set("round", byId("round").value);
  return get(`/api/differences/conflicts?${query}`);
}

async function load(number) {
  const [found, book] = await Promise.all([fetched(), panel ?? get("/api/papers/codebook")]);
  panel = book;
  view ??= new ConflictView(words, { panel, toggle: keep });
  all = found.conflicts;
  at = Math.max(0, here().findIndex((one) => one.conflict.number === number));
  draw();
}

function draw() {
  const one = shown();
  byId("settling").hidden = !one;
  byId("empty-acts").hidden = Boolean(one);
  place();
  if (!one) {
    return;
  }
  byId("meanwhile").replaceChildren();
  refusal = null;
  view.draw(one, draft());
  byId("note").value = draft().note;
  choice();
  asked.set("n", one.conflict.number);
  history.replaceState(null, "", `?${asked}`);
  const sides = one.conflict.sides.map((side) => `${side.coder}: ${side.said.map((its) => view.label(its.code)).join(", ") || text("nothing")}`);
  byId("spoken").textContent = text("spoken", { place: byId("place").textContent, paper: one.citation, words: one.conflict.quote, sides: sides.join(". ") });
}

function place() {
  const none = all.length ? text("none_like") : drafts.size ? text("none_left") : text("none");
  byId("state").textContent = shown() ? "" : none;
  byId("place").textContent = shown() ? text("place", { number: at + 1, of: here().length }) : "";
}

function choice() {
  byId("chosen").textContent = view.choice(shown(), draft());
  const facets = view.facetsTold(draft().facets);
  byId("facets").textContent = facets ? text("facets_now", { facets }) : "";
}

function go(step) {
  if (!shown()) return;
  const next = at + step;
  if (next < 0 || next >= here().length) {
    say(text(step > 0 ? "last_one" : "first_one"));
    return;
  }
  at = next;
  draw();
  scrollTo({ top: 0 });
}

// -- what is chosen -------------------------------------------------------------------------------

function keep(number) {
  if (!shown() || refusal) return;
  const said = draft();
  Object.assign(said, { code: null, reject: false });
  if (!said.keep.delete(number)) said.keep.add(number);
  view.drawSides(shown(), said);
  choice();
}

async function another() {
  if (!shown() || refusal) return;
  const one = shown();
  const first = [...new Set(keepable(one).map((its) => its.code))];
  const taken = await asking.codes(panel, { title: text("another_title"), about: one.conflict.quote, first });
  if (!taken) return;
  if (taken.length > 1) {
    say(text("one_code"), { error: true });
    return;
  }
  Object.assign(draft(), { code: taken[0].id, reject: false, keep: new Set() });
  view.drawSides(one, draft());
  choice();
}

function reject() {
  if (!shown() || refusal) return;
  const said = draft();
  Object.assign(said, { reject: !said.reject, code: null, keep: new Set(), facets: {} });
  view.drawSides(shown(), said);
  choice();
}

async function facets() {
  if (!shown() || refusal) return;
  const said = draft();
  const kept = keepable(shown()).find((one) => said.keep.has(one.number));
  if (!kept && !said.code) {
    say(text("choose_first"), { error: true });
    return;
  }
  const code = said.code ?? kept.code;
  const before = { ...Object.fromEntries(kept?.facets ?? []), ...said.facets };
  const given = await asking.facets({ code, label: view.label(code), facets: before }, panel.facets);
  if (!given) return;
  Object.assign(said.facets, given);
  choice();
}

// -- what is settled ------------------------------------------------------------------------------

function settle() {
  const one = shown();
  if (!one || refusal) return;
  const said = draft();
  if (!said.keep.size && !said.code && !said.reject) {
    say(text("choose_first"), { error: true });
    return;
  }
  const what = view.choice(one, said);
  const body = {
    seen: one.numbers,
    verdict: said.reject ? "reject" : "code",
    keep: [...said.keep],
    code: said.code,
    facets: said.facets,
    note: said.note.trim() || null,
    blind: isBlind(),
  };
  const place = all.indexOf(one);
  all.splice(place, 1);
  if (at >= here().length) at = Math.max(0, here().length - 1);
  draw();
  if (byId("settling").contains(document.activeElement) || document.activeElement === document.body) byId(shown() ? "conflict" : "content").focus();
  turn = turn.then(async () => {
    try {
      await post(`/api/differences/conflicts/${one.conflict.number}/settle`, body);
      drafts.set(one.conflict.number, { keep: new Set(), code: null, reject: false, facets: {}, note: "" });
      say(text("settled", { what: what.replace(/\.$/u, "") }));
    } catch (error) {
      refused(one, place, what, error);
    }
  });
}

function refused(one, place, what, error) {
  const body = error.status === 409 ? error.body : null;
  const now = body?.now ?? one;
  all.splice(place, 0, now);
  if (!here().includes(now)) byId("kind").value = "";
  at = here().indexOf(now);
  if (body?.now) drafts.delete(now.conflict.number);
  draw();
  if (!body) {
    say(error.message, { error: true });
    return;
  }
  meanwhile(now, body, what);
}

function meanwhile(now, body, what) {
  refusal = now;
  view.meanwhile(body, what, () => {
    if (!body.now) all.splice(all.indexOf(now), 1);
    at = Math.min(at, Math.max(0, here().length - 1));
    draw();
    byId(shown() ? "conflict" : "content").focus();
  });
}

/** Take in what is open now; where what is looked at has changed, say so and show it. */
async function refresh() {
  const one = shown();
  const found = (await fetched()).conflicts;
  if (shown() !== one || refusal) return; // one has gone on meanwhile; the next news tells
  const now = one && found.find((other) => other.conflict.number === one.conflict.number);
  if (!one || (now && String(now.numbers) === String(one.numbers))) {
    all = now ? found.map((other) => (other === now ? one : other)) : found;
    at = Math.max(0, here().indexOf(one));
    if (one) place();
    else draw();
    return;
  }
  const { meanwhile: since } = await post(`/api/differences/conflicts/${one.conflict.number}/since`, { seen: one.numbers, blind: isBlind() });
  if (shown() !== one || refusal) return;
  const isChosen = draft().keep.size || draft().code || draft().reject;
  const what = isChosen ? view.choice(one, draft()) : "";
  const kept = since?.now ?? one;
  all = found.some((other) => other.conflict.number === kept.conflict.number) ? found.map((other) => (other.conflict.number === kept.conflict.number ? kept : other)) : found.toSpliced(all.indexOf(one), 0, kept);
  at = Math.max(0, here().indexOf(kept));
  if (since?.now) drafts.delete(kept.conflict.number);
  draw();
  meanwhile(kept, since ?? { settled: [], now: null }, what);
}

async function undo() {
  await turn;
  const undone = await trying(() => post("/api/differences/undo"));
  if (!undone) return;
  say(text("undone"));
  await trying(() => load(undone.conflict ?? shown()?.conflict.number));
  if (shown()) byId("conflict").focus();
}

async function blind() {
  localStorage.setItem(BLIND, isBlind() ? "0" : "1");
  blindTold();
  await trying(() => load(shown()?.conflict.number));
}
function blindTold() {
  document.querySelector('[data-act="blind"]').setAttribute("aria-pressed", String(isBlind()));
}

onChange(["coded", "worked"], () => (turn = turn.then(() => view && refresh().catch(() => {})))); // what is lost is told with the next

// -- keys -----------------------------------------------------------------------------------------

const acts = { another, reject, facets, settle, previous: () => go(-1), next: () => go(1), undo, blind };
const numbers = Object.fromEntries(
  [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => [
    `differences.keep${number}`,
    {
      key: String(number),
      label: text("keep", { number }),
      run: () => shown() && keepable(shown())[number - 1] && keep(keepable(shown())[number - 1].number),
    },
  ]),
);
keys({
  ...numbers,
  "differences.another": { key: "c", label: text("another"), run: another },
  "differences.reject": { key: "x", label: text("reject"), run: reject },
  "differences.facets": { key: "f", label: text("facets"), run: facets },
  "differences.note": { key: "m", label: text("note_short"), run: () => byId("note").focus() },
  "differences.settle": { key: "Enter", label: text("settle_label"), run: settle },
  "differences.next": { key: "n", label: text("next"), run: acts.next },
  "differences.previous": { key: "p", label: text("previous"), run: acts.previous },
  "differences.undo": { key: "u", label: text("undo"), run: undo },
  "differences.blind": { key: "b", label: text("blind"), run: blind },
  "differences.paper": { key: "o", label: text("in_paper"), run: () => byId("in-paper")?.click() },
});
for (const button of document.querySelectorAll("[data-act]")) {
  button.addEventListener("click", () => acts[button.dataset.act]());
  const key = keyOf(`differences.${button.dataset.act}`) ?? "";
  button.querySelector("kbd").textContent = key === "Enter" ? "⏎" : key;
  if (key) button.setAttribute("aria-keyshortcuts", key);
}
byId("note").addEventListener("input", () => (draft().note = byId("note").value));
byId("note").addEventListener("keydown", (event) => {
  if (event.key !== "Escape" && (event.key !== "Enter" || event.shiftKey)) return;
  event.preventDefault();
  byId("conflict").focus();
});
byId("kind").addEventListener("change", () => {
  at = 0;
  draw();
});
byId("round").addEventListener("change", () => trying(() => load()));
byId("round").value = asked.get("round") ?? "";
byId("kind").value = asked.get("kind") ?? "";
blindTold();
await trying(() => load(Number(asked.get("n"))));
