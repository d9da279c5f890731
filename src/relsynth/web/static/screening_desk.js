// The desk of a stage: the record that comes next, why, how far the stage has come, and records that are the same.
import { get, keyOf, post, say, trying, url } from "./desk.js";
import { before, open, tell, undoFirst } from "./screening_deck.js";
import { growReasons } from "./screening_reasons.js";
import { byId, page, text } from "./screening_record.js";
import { askTwin, takeTwinBack } from "./screening_twins.js";

const SOON_MS = [250, 8000]; // after the record is painted; again when advice that was kept for all is made anew
const base = `/api/screening/${page.stage}`;
let waiting = [];
let read = 0;

// -- why this record now --------------------------------------------------------------------------
function drawWhy({ shown }) {
  if (!shown) return;
  const place = shown.rank === null ? text("begun") : text("place", { rank: shown.rank, of: shown.of });
  byId("why-drawn").textContent = `${text(`drawn_${shown.drawn}`)} (${place})`;
  const words = (speaks) => shown.terms.filter((one) => speaks(one.weight)).map((one) => one.text).join(", ");
  byId("why-for").textContent = words((weight) => weight > 0) || text("nothing");
  byId("why-against").textContent = words((weight) => weight < 0) || text("nothing");
}
function why() {
  byId("why").hidden = !byId("why").hidden;
  document.querySelector('[data-action="why"]').setAttribute("aria-expanded", String(!byId("why").hidden));
}

// -- how far it has come --------------------------------------------------------------------------
function soon() {
  waiting.forEach(clearTimeout);
  waiting = SOON_MS.map((after) => setTimeout(() => trying(drawProgress), after));
}
async function drawProgress() {
  const told = await get(`${base}/progress`);
  const { stopped, advice } = told;
  read = told.read;
  const counts = text("counts", { read, left: told.left, mine: told.left_for_me, found: told.found });
  const conflicts = told.conflicts ? `; ${text("conflicts_open", { count: told.conflicts })}` : "";
  const statement = stopped
    ? text("stopped", { coder: stopped.coder, at: stopped.at.slice(0, 10), statement: stopped.statement })
    : (advice?.statement ?? text("nothing_read"));
  for (const where of ["", "plot-"]) {
    byId(`${where}counts`).textContent = `${counts}${conflicts}`;
    byId(`${where}statement`).textContent = statement;
  }
  if (byId("stop")) {
    byId("stop").hidden = Boolean(stopped) || !read;
    byId("go-on").hidden = !stopped;
    byId("sure-statement").textContent = statement;
  }
}
function progress() {
  const image = byId("plot-image");
  image.hidden = !read;
  image.alt = text("plot_alt", { counts: byId("counts").textContent });
  if (read) image.src = url(`/screening/${page.stage}/recall.svg?read=${read}`);
  byId("plot").showModal();
}
for (const button of document.querySelectorAll("dialog .close")) button.addEventListener("click", () => button.closest("dialog").close());

// -- stopping, for who manages --------------------------------------------------------------------
async function change(name) {
  const button = byId(name);
  button.disabled = true; // it takes a moment where much is read
  byId("statement").textContent = text("working");
  await trying(() => post(`${base}/${name}`));
  await trying(drawProgress);
  button.disabled = false;
  (byId("stop").hidden ? byId("go-on") : byId("stop")).focus();
}
byId("stop")?.addEventListener("click", () => byId("sure").showModal());
byId("sure-stop")?.addEventListener("click", async () => {
  byId("sure").close();
  await change("stop");
});
byId("go-on")?.addEventListener("click", () => change("go-on"));

// -- records that are the same --------------------------------------------------------------------
async function twins() {
  const chosen = await askTwin(before().shown);
  if (!chosen) return;
  const keeping = trying(() => post(`${base}/duplicate`, chosen));
  undoFirst(async () => (await keeping) && (await takeTwinBack()) && say(text("twins_undone"))); // at once: a decision may come first
  if (!(await keeping)) return;
  say(text("twins_kept", { relation: text(`twins_${chosen.relation}`).toLowerCase(), key: keyOf("screening.undo") }));
}

tell({
  why: { key: "y", label: "why", run: why },
  progress: { key: "p", label: "plot", run: progress },
  twins: { key: "d", label: "twins", run: twins },
});
open({ none: "done", body: (tags) => ({ tags }), drawn: drawWhy, painted: soon });
if (!page.criteria.length) trying(async () => growReasons(await get(`${base}/reasons`)));
