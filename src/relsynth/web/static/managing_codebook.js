// The codebook tried on its own sentences, and looked through for style.
import { call, dataOf, keys, make, told, trying } from "./desk.js";

const words = dataOf("managing-words");
const text = (name, values) => told(words[`managing.${name}`], values);
const remarks = document.getElementById("remarks");

const MADE = {
  try_codebook: ({ failures, found }) => [
    text(failures.length ? "tried_failed" : "tried", { count: failures.length, found: found.length }),
    failures.map((one) => text("failure", one)),
  ],
  lint_codebook: ({ remarks: said }) => [
    text(said.length ? "linted_said" : "linted", { count: said.length }),
    said.map((one) => text("remark", one)),
  ],
};

async function run(button) {
  const verb = button.dataset.verb;
  for (const one of document.querySelectorAll("[data-verb]")) one.disabled = true;
  remarks.replaceChildren(make("p", { className: "muted" }, text("looking")));
  const answer = await trying(() => call(verb));
  for (const one of document.querySelectorAll("[data-verb]")) one.disabled = false;
  button.focus();
  if (!answer) {
    remarks.replaceChildren();
    return;
  }
  const [head, lines] = MADE[verb](answer);
  remarks.replaceChildren(make("p", {}, head), make("ul", {}, ...lines.map((line) => make("li", {}, line))));
}
for (const button of document.querySelectorAll("[data-verb]")) button.addEventListener("click", () => run(button));
const of = (verb) => document.querySelector(`[data-verb="${verb}"]`);
keys({
  try: { key: "t", label: text("try"), run: () => of("try_codebook").disabled || run(of("try_codebook")) },
  lint: { key: "l", label: text("lint"), run: () => of("lint_codebook").disabled || run(of("lint_codebook")) },
});
