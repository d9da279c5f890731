// What coders differ in, one report at a time, with what each of them said beside it.
import { make } from "./desk.js";
import { before, open, tell } from "./screening_deck.js";
import { growReasons } from "./screening_reasons.js";
import { byId, saidOf, text } from "./screening_record.js";

const passed = [];

function drawSaid(answer) {
  const said = answer.said ?? [];
  byId("sayings").replaceChildren(...said.map(line));
  byId("counts").textContent = answer.left ? text("left", { count: answer.left }) : "";
  growReasons(said.map((one) => one.criterion));
}
function line(one) {
  const told = one.verdict ? saidOf(one) : text("blinded");
  return make("li", { className: one.verdict ?? "" }, make("b", {}, one.coder), ` ${told}`, one.adjudicates ? `, ${text("settles")}` : null);
}

tell({});
open({
  base: "settling/",
  none: "done_conflicts",
  asked: () => ({ passed }),
  body: () => ({ numbers: before().numbers, passed }),
  skip: ({ shown }) => {
    passed.push(shown.record);
    return { passed };
  },
  drawn: drawSaid,
  refused: ({ status, body }) => {
    if (status !== 409 || !before()) return;
    Object.assign(before(), { said: body.said, numbers: body.numbers });
    drawSaid(before());
  },
});
