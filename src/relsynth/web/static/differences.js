// Rounds and their steps; the list of what is open between coders.
import { call, dataOf, get, keys, make, say, told, trying, url } from "./desk.js";
import { offerRefresh, onChange } from "./live.js";

const BLIND = "relsynth.blind";
const MOST = 200; // conflicts that are listed; more are found by the filters
const words = dataOf("differences-words");
const people = dataOf("people");
const text = (name, values) => told(words[`differences.${name}`], values);
const byId = (id) => document.getElementById(id);
const listOf = (typed) => typed.split(/[,;\n]/u).map((one) => one.trim()).filter(Boolean);

// -- rounds ---------------------------------------------------------------------------------------

/** Ask for something in a dialog; `read` tells what was given, or undefined while something lacks. */
function ask(title, inside, done, save) {
  const dialog = byId("doing");
  const from = document.activeElement?.id;
  const leave = make("button", { type: "button" }, text("cancel"));
  leave.addEventListener("click", () => dialog.close());
  const form = make("form", { method: "dialog" }, make("h2", { id: "doing-title" }, title), ...inside, make("div", { className: "row" }, make("button", { type: "submit", className: "main" }, save), leave));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!(await done())) return;
    dialog.close();
    focus(from);
  });
  dialog.replaceChildren(form);
  dialog.showModal();
}

const labelled = (name, input) => make("label", {}, text(name), input);
function ticked(name, checked) {
  const input = make("input", { type: "checkbox", checked });
  return [input, make("label", { className: "tick" }, input, text(name))];
}

/** Put the focus on what had it, or near that where it is gone. */
function focus(id) {
  const found = byId(id) ?? byId("open-round");
  (found?.tagName === "DETAILS" ? found.querySelector("summary") : found)?.focus();
}

/** Do a step of a round and show the rounds as they are then, with the focus where it was. */
async function step(verb, said) {
  const focused = document.activeElement?.closest("details")?.id;
  return trying(async () => {
    const done = await call(verb, said);
    const open = [...document.querySelectorAll("#rounds details[open]")].map((one) => one.id);
    const answer = await fetch(url("/differences"), { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    byId("rounds").replaceWith(document.adoptNode(page.getElementById("rounds")));
    for (const id of open) byId(id)?.setAttribute("open", "");
    begin();
    if (focused) focus(focused);
    return done;
  });
}

function openRound() {
  const name = make("input", { type: "text", required: true, maxLength: 200, placeholder: text("name_hint") });
  const note = make("input", { type: "text", maxLength: 2000 });
  const [blind, blindLine] = ticked("blind_hint", true);
  const [proposals, proposalsLine] = ticked("proposals_hint", false);
  const inside = [labelled("name", name), labelled("note", note), blindLine, proposalsLine];
  ask(text("open_one"), inside, () => step("open_round", { name: name.value, note: note.value.trim() || null, blind: blind.checked, proposals: proposals.checked }), text("do_open"));
}

function assign(round) {
  const ticks = people.map((who) => make("input", { type: "checkbox", value: who }));
  const others = make("input", { type: "text" });
  const papers = make("textarea", { rows: 2 });
  const sample = make("input", { type: "number", min: 1, inputMode: "numeric" });
  const each = make("input", { type: "number", min: 1, inputMode: "numeric" });
  const who = make("fieldset", {}, make("legend", {}, text("assign_to")), make("div", { className: "ticks" }, ...ticks.map((tick) => make("label", { className: "tick" }, tick, tick.value))), labelled("others", others));
  const inside = [who, labelled("which", papers), labelled("sample", sample), labelled("each", each)];
  ask(
    `${text("assign")}: ${round}`,
    inside,
    async () => {
      const coders = [...ticks.filter((tick) => tick.checked).map((tick) => tick.value), ...listOf(others.value)];
      if (!coders.length) {
        say(text("nobody"), { error: true });
        return undefined;
      }
      const named = listOf(papers.value);
      const number = (input) => (input.value ? Number(input.value) : null);
      const done = await step("assign", { round, coders, papers: named.length ? named : null, sample: number(sample), each: number(each) });
      if (done) say(text("assigned_now", { new: done.new }));
      return done;
    },
    text("do_assign"),
  );
}

function closeRound(round) {
  ask(text("close_round"), [make("p", {}, text("close_sure", { round }))], () => step("close_round", { name: round }), text("close_round"));
}

function begin() {
  byId("open-round")?.addEventListener("click", openRound);
  for (const one of document.querySelectorAll(".assign")) one.addEventListener("click", () => assign(one.dataset.round));
  for (const one of document.querySelectorAll(".close-round")) one.addEventListener("click", () => closeRound(one.dataset.round));
  for (const one of document.querySelectorAll(".withdraw")) {
    const { round, paper, coder } = one.dataset;
    one.addEventListener("click", () => step("withdraw_assignment", { round, paper, coder }));
  }
}

// -- what is open ---------------------------------------------------------------------------------

let all = [];
const isBlind = () => localStorage.getItem(BLIND) === "1";
const told_ = (side) => {
  const said = side.said.map((one) => (one.verdict === "reject" ? text("rejects", { code: one.code }) : one.code)).join(", ");
  return make("p", {}, make("b", {}, side.coder), ` ${said || text("nothing")}`);
};

function line({ conflict, citation }) {
  const place = url(`/differences/conflicts?n=${conflict.number}`);
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, citation),
    make("td", {}, make("a", { href: place }, conflict.quote)),
    make("td", {}, ...conflict.sides.map(told_)),
  );
}

function list() {
  const wanted = byId("find").value.trim().toLowerCase();
  const holds = ({ conflict, citation }) =>
    (!byId("kind").value || conflict.differs === byId("kind").value) &&
    (!wanted || [citation, conflict.paper, conflict.quote, ...conflict.sides.flatMap((side) => [side.coder, ...side.said.map((one) => one.code)])].join(" ").toLowerCase().includes(wanted));
  const found = all.filter(holds);
  byId("count").textContent = all.length ? `${found.length}` : "";
  byId("state").textContent = found.length ? "" : text(all.length ? "none_like" : "none");
  byId("listed").hidden = !found.length;
  byId("listed").querySelector("tbody").replaceChildren(...found.slice(0, MOST).map(line));
  byId("more").textContent = found.length > MOST ? text("more", { count: found.length - MOST }) : "";
}

async function load() {
  byId("blind").setAttribute("aria-pressed", String(isBlind()));
  const query = new URLSearchParams({ blind: isBlind() });
  if (byId("round").value) query.set("round", byId("round").value);
  const found = await trying(() => get(`/api/differences/conflicts?${query}`));
  if (!found) return;
  all = found.conflicts;
  list();
  const waiting = byId("waiting");
  const lines = found.waiting.map((one) => make("li", {}, text("waits_for", { paper: one.paper, coders: one.waits_for.join(", "), round: one.round })));
  if (found.kept) lines.push(make("li", {}, text("kept", { count: found.kept })));
  waiting.hidden = !lines.length;
  waiting.querySelector("summary span").textContent = `(${found.waiting.length + found.kept})`;
  waiting.querySelector("ul").replaceChildren(...lines);
}

function toggleBlind() {
  localStorage.setItem(BLIND, isBlind() ? "0" : "1");
  load();
}

begin();
if (byId("open-conflicts")) {
  byId("kind").addEventListener("change", list);
  byId("find").addEventListener("input", list);
  byId("round").addEventListener("change", load);
  byId("blind").addEventListener("click", toggleBlind);
  byId("blind").querySelector("kbd").textContent = "b";
  keys({
    "differences.blind": { key: "b", label: text("blind"), run: toggleBlind },
    "differences.find": { key: "/", label: text("find"), run: () => byId("find").focus() },
    "differences.go": { key: "Enter", label: text("settle_them"), run: () => location.assign(url("/differences/conflicts")) },
  });
  await load();
  onChange(["coded", "worked"], load);
}
offerRefresh(["assigned", "worked"]);
