// One record after the other: what a key does, what is written of the record, and what happens where the desk refuses.
import { keyOf, keys, post, Refused, say } from "./desk.js";
import { askReason } from "./screening_reasons.js";
import { byId, draw, page, text, toggleMarks } from "./screening_record.js";

const DRAFT = "relsynth.draft";
const USUAL = { include: "i", exclude: "e", maybe: "m", note: "n", tags: "t", skip: "s", undo: "u", marks: "h", again: "r" };
const NAMED_KEYS = { space: "Space", tab: "Tab", up: "ArrowUp", down: "ArrowDown", left: "ArrowLeft", right: "ArrowRight" };
const note = byId("note");
const tags = byId("tags");
const deck = { answer: null, isBusy: false, again: null, undoFirst: null };

/** The record before the person, with all that came with it; null where there is none. */
export const before = () => (deck.answer?.shown ? deck.answer : null);
let told = {};

/** Begin: `base` of the paths that are asked, `none` where no record is left, `asked` and `body` what goes along. */
export function open(settings) {
  told = settings;
  const record = page.record;
  return step("next", { ...told.asked?.(), ...(record ? { record } : {}) }, "", { isFirst: true });
}

/** Ask the desk, and put what it answers before the person; where it refuses all stays as it is, and says so. */
async function step(name, body, after, { isFirst = false } = {}) {
  if (deck.isBusy) return;
  deck.isBusy = true;
  deck.again = () => step(name, body, after, { isFirst });
  performance.mark("screening-struck");
  try {
    const answer = await post(`/api/screening/${page.stage}/${told.base ?? ""}${name}`, body);
    refuse("");
    deck.undoFirst = null;
    if (name === "undo" && !answer.shown) say(text("nothing_undone"));
    else come(answer, after, isFirst);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refuse(["decide", "skip"].includes(name) ? text("not_kept", { why: error.message }) : error.message);
    if (isFirst) draw(null, error.message);
    told.refused?.(error);
  } finally {
    deck.isBusy = false;
  }
}

function come(answer, after, isFirst) {
  deck.answer = answer;
  const shown = answer.shown;
  if (shown && answer.earlier) shown.earlier = answer.earlier;
  draw(shown, text(told.none));
  write(shown);
  told.drawn?.(answer);
  for (const button of document.querySelectorAll(".actions button")) button.disabled = !shown && button.id !== "do-undo";
  byId("told").textContent = [after, text("next", { title: byId("record-title").textContent })].filter(Boolean).join(" ");
  if (!isFirst) {
    if (location.search) history.replaceState(null, "", location.pathname);
    scrollTo(0, 0);
  }
  requestAnimationFrame(() => {
    const channel = new MessageChannel(); // what comes after the frame that shows it
    channel.port1.onmessage = () => {
      performance.measure("screening-next", "screening-struck");
      told.painted?.();
    };
    channel.port2.postMessage(null);
  });
}

function refuse(message) {
  byId("refused").textContent = message;
  byId("do-again").hidden = !message || !before();
}

// -- what is written of it ------------------------------------------------------------------------
const tagsOf = () => [...new Set(tags.value.split(",").map((one) => one.trim()).filter(Boolean))];
function write(shown) {
  const draft = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
  const said = draft && draft.record === shown?.record ? draft : { note: shown?.earlier?.note ?? "", tags: shown?.earlier?.tags?.join(", ") ?? "" };
  note.value = said.note;
  tags.value = said.tags;
  byId("note-row").hidden = !said.note;
  byId("tags-row").hidden = !said.tags;
}
function keepDraft() {
  const record = before()?.shown.record;
  if (record) sessionStorage.setItem(DRAFT, JSON.stringify({ record, note: note.value, tags: tags.value }));
}
for (const field of [note, tags]) {
  field.addEventListener("input", keepDraft);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || (event.key !== "Escape" && (event.key !== "Enter" || event.shiftKey))) return;
    event.preventDefault();
    byId("record").focus({ preventScroll: true });
    if (!field.value.trim()) field.closest("label").hidden = true;
  });
}
function writeIn(field) {
  field.closest("label").hidden = false;
  field.focus();
}

// -- what keys do ---------------------------------------------------------------------------------
function decide(verdict, criterion = null) {
  const { shown } = before();
  const said = { record: shown.record, verdict, criterion, note: note.value.trim() || null };
  const reason = criterion ? ` (${criterion})` : "";
  const body = { ...said, ...told.body(tagsOf()) };
  return step("decide", body, text("kept", { verdict: `${text(verdict).toLowerCase()}${reason}` }));
}
async function exclude() {
  const reason = await askReason(before().shown.earlier?.criterion);
  if (reason && before()) await decide("exclude", reason.criterion);
}
function skip() {
  const after = text("skipped");
  if (told.skip) return step("next", told.skip(before()), after);
  return step("skip", { record: before().shown.record }, after);
}
/** Have the next undo take back something else, which was done of the record before the person, by `run`. */
export function undoFirst(run) {
  deck.undoFirst = run;
}
function undo() {
  const run = deck.undoFirst;
  deck.undoFirst = null;
  return run ? run() : step("undo", {}, text("undone"));
}
const does = {
  include: () => decide("include"),
  exclude,
  maybe: () => decide("maybe"),
  note: () => writeIn(note),
  tags: () => writeIn(tags),
  skip,
  undo,
  marks: toggleMarks,
  again: () => deck.again?.(),
};
const ANYTIME = new Set(["undo", "marks", "again", "progress", "why"]);

/** Tell the keys of this page: its own, and of those above the ones that it has a button for. */
export function tell(own) {
  const all = { ...does, ...Object.fromEntries(Object.entries(own).map(([name, one]) => [name, one.run])) };
  for (const button of document.querySelectorAll("[data-action]")) {
    const name = button.dataset.action;
    const run = () => {
      if (!deck.isBusy && (before() || ANYTIME.has(name))) all[name]();
    };
    const team = page.bindings[name];
    keys({ [`screening.${name}`]: { key: NAMED_KEYS[team] ?? team ?? own[name]?.key ?? USUAL[name], label: text(own[name]?.label ?? name), run } });
    button.addEventListener("click", run);
  }
  hint();
  byId("keys").addEventListener("close", hint);
}
function hint() {
  for (const button of document.querySelectorAll("[data-action]")) {
    const key = keyOf(`screening.${button.dataset.action}`);
    button.querySelector("kbd")?.replaceChildren(key ?? "");
    if (key) button.setAttribute("aria-keyshortcuts", key);
  }
}
