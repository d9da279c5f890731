// Today: the counts come behind the page, and follow what others do; a number opens what it stands before.
import { call, dataOf, get, keys, make, Refused, told } from "./desk.js";
import { onChange } from "./live.js";

const words = dataOf("home-words");
const text = (name, values) => told(words[`home.${name}`], values);
const counted = (count) => count.toLocaleString("en");
const DAY_MS = 24 * 60 * 60 * 1000;

const links = [...document.querySelectorAll(".waits a")];
links.slice(0, 9).forEach((link, at) => {
  const key = String(at + 1);
  link.before(make("kbd", { "aria-hidden": "true" }, key), " ");
  keys({ [`open_${key}`]: { key, label: link.textContent, run: () => link.click() } });
});

const put = (selector, said) => {
  const place = document.querySelector(`${selector} .counts`);
  if (place) place.textContent = said;
};
async function screening(stage) {
  try {
    const numbers = await get(`/api/screening/${stage}/numbers`);
    if (numbers.none) {
      put(`[data-stage="${stage}"]`, numbers.none);
      put(`[data-conflicts="${stage}"]`, text("no_conflicts"));
      return;
    }
    const left = numbers.stopped ? 0 : numbers.left_for_me;
    put(`[data-stage="${stage}"]`, left ? text("left", { count: counted(left) }) : text("nothing_left"));
    put(`[data-conflicts="${stage}"]`, numbers.conflict ? text("conflicts", { count: counted(numbers.conflict) }) : text("no_conflicts"));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    put(`[data-stage="${stage}"]`, error.message);
  }
}
async function codings() {
  if (!document.querySelector('[data-conflicts="codings"]')) return;
  try {
    const { conflicts } = await get("/api/differences/count");
    put('[data-conflicts="codings"]', conflicts ? text("conflicts", { count: counted(conflicts) }) : text("no_conflicts"));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    put('[data-conflicts="codings"]', error.message);
  }
}
async function since() {
  const list = document.getElementById("news");
  if (!list) return;
  const lines = [];
  try {
    const found = await call("changes", { since: new Date(Date.now() - DAY_MS).toISOString().slice(0, 19) + "+00:00" });
    for (const one of found.sources) lines.push(text("source", { name: one.name, count: counted(one.of_new_reports) }));
    if (found.decisions) lines.push(text("decisions", { count: counted(found.decisions) }));
    const outcomes = (name) => found.outcomes.filter((one) => one.after === name).length;
    if (outcomes("include")) lines.push(text("included", { count: counted(outcomes("include")) }));
    if (outcomes("conflict")) lines.push(text("new_conflicts", { count: counted(outcomes("conflict")) }));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    lines.push(error.message);
  }
  list.replaceChildren(...(lines.length ? lines : [text("nothing_new")]).map((line) => make("li", {}, line)));
}
const stages = [...document.querySelectorAll("[data-stage]")].map((one) => one.dataset.stage);
const count = () => Promise.all(stages.map(screening));
await Promise.all([count(), codings()]);
await since();
onChange(["coded", "worked"], codings);
onChange(["decided", "judged"], count);
onChange(["decided", "imported"], since);
