// Work that the machine does beside the desk: started and stopped here, and shown as it goes to all who look.
import { dataOf, get, keys, make, post, told, trying } from "./desk.js";
import { onChange } from "./live.js";

const AGAIN_MS = 5000; // also without news, while something runs
const words = dataOf("managing-words");
const text = (name, values) => told(words[`managing.${name}`], values);
const byId = (id) => document.getElementById(id);
const buttons = { code: byId("job-code"), read: byId("job-read"), stop: byId("job-stop") };
const [state, bar, table] = [byId("job-state"), byId("job-progress"), byId("jobs")];
const moment = (at) => at.slice(0, 16).replace("T", " ");
let jobs = dataOf("managing-jobs");
let timer = null;
let stopping = false;

const running = () => jobs.find((one) => one.ended === null);

function draw() {
  const one = running();
  stopping &&= Boolean(one);
  const focused = document.activeElement;
  for (const name of ["code", "read"]) buttons[name].disabled = Boolean(one);
  buttons.stop.disabled = !one || stopping;
  if (focused?.disabled) (one && !stopping ? buttons.stop : one ? byId("content") : buttons.code).focus();
  const said = told_(one);
  if (state.textContent !== said) state.textContent = said;
  bar.max = one?.of || 1;
  bar.value = one ? one.done : 0;
  const rows = jobs.filter((job) => job.ended !== null).map(row);
  table.querySelector("tbody").replaceChildren(...rows);
  table.hidden = !rows.length;
  byId("jobs-none").hidden = Boolean(rows.length);
  clearTimeout(timer);
  if (one) timer = setTimeout(load, AGAIN_MS);
}

function told_(one) {
  if (!one) return text("job_idle");
  if (stopping) return text("job_stopping");
  const what = text(`job_${one.what}_running`);
  const begun = text("job_by", { by: one.by, at: moment(one.at) });
  return `${one.of === null ? text("job_starting", { what }) : text("job_at", { what, done: one.done, of: one.of })} · ${begun}`;
}

function row(one) {
  const name = one.state === "stopped" && one.of === null ? "stopped_early" : one.state;
  const came = make("td", {}, text(`job_state_${name}`, one));
  if (one.told) came.append(make("pre", { className: "told" }, one.told));
  return make("tr", {}, make("th", { scope: "row" }, text(`job_what_${one.what}`)), make("td", {}, one.by), make("td", {}, moment(one.at)), came);
}

async function load() {
  const before = running();
  const found = await trying(() => get("/api/managing/jobs"));
  if (!found) return;
  jobs = found.jobs;
  draw();
  if (before && !running()) await sofar();
}

/** Have the counts of papers as they are now. */
async function sofar() {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["sofar", "by"]) {
    const fresh = page.getElementById(id);
    if (!fresh) continue;
    if (byId(id)) byId(id).replaceWith(document.adoptNode(fresh));
    else byId("sofar").after(document.adoptNode(fresh));
  }
}

async function start(what) {
  if (buttons[what].disabled) return;
  for (const name of ["code", "read"]) buttons[name].disabled = true; // until it is known, lest it is asked twice
  await trying(() => post("/api/managing/jobs/start", { what }));
  await load();
}

async function stop() {
  if (buttons.stop.disabled) return;
  stopping = true;
  draw();
  await trying(() => post("/api/managing/jobs/stop"));
}

buttons.code.addEventListener("click", () => start("code"));
buttons.read.addEventListener("click", () => start("read"));
buttons.stop.addEventListener("click", stop);
keys({
  job_code: { key: "c", label: text("job_code"), run: () => start("code") },
  job_read: { key: "r", label: text("job_read"), run: () => start("read") },
  job_stop: { key: "s", label: text("job_stop"), run: stop },
});
onChange("running", load);
draw();
