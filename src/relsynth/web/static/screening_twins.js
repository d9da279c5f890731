// A record that is the same as the one before somebody, looked for by words.
import { get, make, post, trying } from "./desk.js";
import { byId, page, text } from "./screening_record.js";

const WAIT_MS = 120;
const WORDS = 8; // of the title, that are looked for at first
const dialog = byId("twins");
const input = byId("twins-words");
const found = byId("twins-found");
let record = null;
let waiting = 0;
let asked = 0;
let answer = null;

/** Ask which record is the same: { record, other, relation }, or null where the person went back. */
export function askTwin(shown) {
  record = shown.record;
  const words = (shown.whole.title ?? "").match(/[\p{L}\p{N}]{4,}/gu) ?? [];
  input.value = words.slice(0, WORDS).join(" ");
  found.replaceChildren(found.firstElementChild);
  byId("twins-none").textContent = "";
  look();
  drawLast();
  dialog.showModal();
  input.select();
  return new Promise((settle) => {
    answer = settle;
  });
}

// -- what was said last, which can be taken back ---------------------------------------------------
const relation = (said) => text(`twins_${said}`).toLowerCase();
const last = byId("twins-last");
last.hidden = true;

async function drawLast() {
  const told = await trying(() => get(`/api/screening/${page.stage}/duplicate`));
  last.hidden = !told?.last;
  if (!told?.last) return;
  const [first, second] = told.last.titles.map((title) => title ?? text("untitled"));
  byId("twins-said").textContent = text("twins_last", { first, second, relation: relation(told.last.relation) });
}
/** Take the last word on a pair back; true where that was done. */
export async function takeTwinBack() {
  const undone = await trying(() => post(`/api/screening/${page.stage}/duplicate/undo`));
  return Boolean(undone);
}
byId("twins-undo").addEventListener("click", async () => {
  if (!(await takeTwinBack())) return;
  byId("twins-none").textContent = text("twins_undone");
  input.focus();
  await drawLast();
});

// -- which record it is -----------------------------------------------------------------------------
async function look() {
  const number = ++asked;
  const query = new URLSearchParams({ words: input.value, but: record });
  const records = input.value.trim() ? await trying(() => get(`/api/screening/${page.stage}/found?${query}`)) : [];
  if (number !== asked || !records) return;
  byId("twins-none").textContent = records.length ? "" : text("twins_none");
  found.replaceChildren(found.firstElementChild, ...records.map(choice));
}
function choice(one) {
  const radio = make("input", { type: "radio", name: "twin", value: one.record });
  return make("label", { className: "tick" }, radio, make("span", {}, one.title ?? text("untitled"), make("small", { className: "muted" }, ` ${one.citation}`)));
}
/** What one chooses from stays as it is, whatever was still asked. */
function settled() {
  clearTimeout(waiting);
  asked += 1;
}
function finish(said) {
  const told = answer;
  settled();
  answer = null;
  if (dialog.open) dialog.close();
  told?.(said);
}
input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, WAIT_MS);
});
input.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== "ArrowDown") return;
  event.preventDefault();
  const first = found.querySelector("input");
  if (!first) return;
  settled();
  first.checked = true;
  first.focus();
});
found.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  choose("duplicate");
});
function choose(relation) {
  const other = found.querySelector("input:checked")?.value;
  if (!other) byId("twins-none").textContent = text("twins_choose");
  else finish({ record, other, relation });
}
for (const button of dialog.querySelectorAll("[data-relation]")) button.addEventListener("click", () => choose(button.dataset.relation));
dialog.addEventListener("close", () => finish(null));
