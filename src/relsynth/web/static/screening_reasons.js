// Why a record is excluded: the protocol's criteria by number or by typing; where it has none, reasons in one's own words.
import { make } from "./desk.js";
import { byId, page, text } from "./screening_record.js";

const dialog = byId("reason");
const input = byId("reason-words");
const list = byId("reasons");
const isFree = !page.criteria.length;
const isWanted = page.stage === "full-text";
let reasons = page.criteria.map((one) => ({
  id: one.id,
  said: one.kind === "exclude" ? one.text : text("not_met", { text: one.text }),
}));
let offered = [];
let active = -1;
let settle = null;

/** Reasons that somebody has given before, where the protocol has no criteria. */
export function growReasons(given) {
  if (!isFree) return;
  const known = new Set(reasons.map((one) => one.id));
  reasons = [...reasons, ...given.filter((one) => one && !known.has(one)).map((one) => ({ id: one, said: "" }))];
}

/** Ask for a reason; { criterion } with null for none, or null where the person went back. */
export function askReason(chosen) {
  input.value = "";
  byId("reason-refused").textContent = "";
  byId("reason-label").textContent = text(isFree ? "reason_new" : "reason_words");
  offer();
  active = offered.findIndex((one) => one.id === chosen);
  drawActive();
  dialog.showModal();
  return new Promise((answer) => {
    settle = answer;
  });
}

function offer() {
  const words = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const has = (one) => words.every((word) => `${one.id} ${one.said}`.toLowerCase().includes(word));
  offered = reasons.filter(has);
  if (isFree && words.length) offered.push({ id: input.value.trim(), said: "", isNew: true });
  if (!words.length && !isWanted) offered.push({ id: null, said: text("reason_none") });
  list.replaceChildren(...offered.map(option));
  active = words.length && offered.length ? 0 : -1;
  drawActive();
}
function option(one, place) {
  const number = one.id === null ? "0" : place < 9 && !input.value ? String(place + 1) : "";
  const label = one.isNew ? text("reason_add", { words: one.id }) : one.id === null ? one.said : one.id;
  const made = make(
    "li",
    { id: `reason-${place}`, role: "option", "aria-selected": "false" },
    make("kbd", { "aria-hidden": "true", hidden: !number }, number),
    make("b", {}, label),
    one.id === null || one.isNew ? null : ` ${one.said}`,
  );
  made.addEventListener("click", () => choose(one));
  return made;
}
function drawActive() {
  [...list.children].forEach((one, place) => one.setAttribute("aria-selected", String(place === active)));
  if (active < 0) input.removeAttribute("aria-activedescendant");
  else input.setAttribute("aria-activedescendant", `reason-${active}`);
  list.children[active]?.scrollIntoView({ block: "nearest" });
}
function choose(one) {
  if (one?.isNew) growReasons([one.id]);
  finish({ criterion: one.id });
}
function finish(answer) {
  const told = settle;
  settle = null;
  if (dialog.open) dialog.close();
  told?.(answer);
}
function enter() {
  if (active >= 0) choose(offered[active]);
  else if (input.value.trim()) byId("reason-refused").textContent = text("reason_unknown");
  else if (isWanted) byId("reason-refused").textContent = text("reason_wanted");
  else finish({ criterion: null });
}
input.addEventListener("input", () => {
  byId("reason-refused").textContent = "";
  offer();
});
input.addEventListener("keydown", (event) => {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.isComposing) return;
  if (move && offered.length) active = (active + move + offered.length + (active < 0 && move < 0 ? 1 : 0)) % offered.length;
  else if (event.key === "Enter") enter();
  else if (/^[0-9]$/.test(event.key) && !input.value) numbered(Number(event.key));
  else return;
  event.preventDefault();
  if (move) drawActive();
});
function numbered(number) {
  const one = number ? offered[number - 1] : offered.find((other) => other.id === null);
  if (one && (number === 0 || one.id !== null)) choose(one);
}
dialog.addEventListener("close", () => finish(null));
byId("reason-cancel").addEventListener("click", () => finish(null));
