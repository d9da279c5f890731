// The stages of screening: how each stands, filled in once the page is there.
import { dataOf, get, Refused, told } from "./desk.js";

const texts = dataOf("screening-words");
const text = (name, values) => told(texts[`screening.${name}`], values);

async function fill(card) {
  const stage = card.dataset.stage;
  const put = (name, said) => {
    const element = card.querySelector(`.${name}`);
    if (element) element.textContent = said;
  };
  try {
    const numbers = await get(`/api/screening/${stage}/numbers`);
    if (numbers.none) {
      empty(card, put, numbers.none);
      return;
    }
    put("waits", numbers.left_for_me && !numbers.stopped ? text("waits", { count: numbers.left_for_me.toLocaleString("en") }) : text("waits_none"));
    put("numbers", counted(numbers));
    put("people", numbers.decided.map(([name, count]) => `${name} ${count.toLocaleString("en")}`).join(", "));
    put("conflicts", numbers.conflict ? `(${numbers.conflict})` : "");
    const { advice, stopped } = await get(`/api/screening/${stage}/progress`);
    const at = stopped && { coder: stopped.coder, at: stopped.at.slice(0, 10), statement: stopped.statement };
    put("statement", stopped ? text("stopped", at) : (advice?.statement ?? text("nothing_read")));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    empty(card, put, error.message);
  }
}
function empty(card, put, why) {
  put("waits", "");
  put("numbers", why);
  for (const link of card.querySelectorAll("a")) link.hidden = true;
}
function counted(numbers) {
  const said = [text("of_total", { read: (numbers.total - numbers.unread).toLocaleString("en"), total: numbers.total.toLocaleString("en") })];
  const names = { waiting: "waiting", include: "outcome_include", exclude: "outcome_exclude", maybe: "outcome_maybe", conflict: "conflict" };
  for (const [name, label] of Object.entries(names)) if (numbers[name]) said.push(`${numbers[name].toLocaleString("en")} ${text(label)}`);
  return said.join(", ");
}
for (const card of document.querySelectorAll(".stage")) fill(card);
