// Pairs of records: side by side, what differs marked; each answer is kept before the next pair is shown.
import { dataOf, keyOf, keys, make, post, Refused, say, told, trying } from "./desk.js";
import { onChange } from "./live.js";

const words = dataOf("managing-words");
const text = (name, values) => told(words[`managing.${name}`], values);
const left = document.getElementById("left");
const frame = document.getElementById("pair");
const rows = document.querySelector("#compared tbody");
const meanwhile = document.getElementById("meanwhile");
const UNASKED = new Set(["keywords", "language", "publisher", "issn", "isbn", "url", "editors", "issued"]);
const ABSTRACT = 400; // characters of an abstract that are shown unasked
const skipped = [];
let shown = null;
let whole = false;
let busy = false;
let drawn = false;

const cut = (name, value) => (name === "abstract" && !whole && value.length > ABSTRACT ? `${value.slice(0, ABSTRACT)}…` : value);
const from = (side) => (side.is_full_text ? text("full_text", { name: side.sources.join(", ") }) : side.sources.join(", "));

function show(next) {
  shown = next;
  drawn = true;
  frame.hidden = !next;
  for (const button of document.querySelectorAll(".bar [data-does]")) button.disabled = !next && button.dataset.does !== "undo";
  left.textContent = next ? text(next.left === 1 ? "left_one" : "left_pairs", { count: next.left.toLocaleString("en") }) : text("no_pairs");
  if (!next) {
    rows.replaceChildren();
    return;
  }
  document.getElementById("thought").textContent = text("thought", { thought: next.thought });
  document.getElementById("from-a").textContent = from(next.pair.a);
  document.getElementById("from-b").textContent = from(next.pair.b);
  rows.replaceChildren(
    ...next.compared
      .map(([field, a, b, same]) => ({ field, a, b, same }))
      .filter((one) => whole || !UNASKED.has(one.field))
      .map((one) => {
        const differs = one.same === false;
        const name = words[`managing.field_${one.field}`] ?? one.field.replaceAll("_", " ");
        const head = make("th", { scope: "row" }, name, differs ? make("span", { className: "unseen" }, ` (${text("differs")})`) : null);
        const cells = [one.a, one.b].map((value) => make("td", { className: value ? "" : "muted" }, cut(one.field, value) || "–"));
        return make("tr", { className: differs ? "differs" : "" }, head, ...cells);
      }),
  );
}

/** Do one thing at a time; keys that come meanwhile are let go, since they were meant for what is seen. */
async function alone(what) {
  if (busy) return;
  busy = true;
  try {
    await trying(what);
  } finally {
    busy = false;
  }
}
const next = async () => show((await post("/api/managing/duplicates/next", { skipped })).shown);

function judge(relation, anyway = false) {
  if (!shown) return;
  const { a, b } = shown.pair;
  alone(async () => {
    try {
      const answer = await post("/api/managing/duplicates/decide", { a: a.id, b: b.id, relation, skipped, anyway });
      say(text(answer.settled ? "kept_settles" : "kept", { relation: text(`is_${relation}`), count: answer.settled }));
      show(answer.shown);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409) throw error;
      ask(error.body, relation);
    }
  });
}
function ask(body, relation) {
  document.getElementById("their-name").textContent = body.theirs.coder;
  document.getElementById("theirs").textContent = text(`is_${body.theirs.relation}`);
  document.getElementById("yours").textContent = text(`is_${relation}`);
  document.getElementById("keep-theirs").onclick = () => {
    meanwhile.close();
    alone(next);
  };
  document.getElementById("keep-mine").onclick = () => {
    meanwhile.close();
    judge(relation, true);
  };
  meanwhile.showModal();
}

const does = {
  duplicate: { key: "d", label: text("duplicate"), run: () => judge("duplicate") },
  version: { key: "v", label: text("is_version"), run: () => judge("version") },
  different: { key: "x", label: text("different"), run: () => judge("different") },
  skip: {
    key: "s",
    label: text("skip"),
    run: () =>
      shown &&
      alone(async () => {
        skipped.push([shown.pair.match.a, shown.pair.match.b]);
        await next();
      }),
  },
  undo: {
    key: "u",
    label: text("undo"),
    run: () =>
      alone(async () => {
        show((await post("/api/managing/duplicates/undo", { skipped })).shown);
        say(text("undone"));
      }),
  },
  whole: {
    key: "o",
    label: text("whole"),
    run: () => {
      whole = !whole;
      document.querySelector('[data-does="whole"]').setAttribute("aria-pressed", String(whole));
      if (shown) show(shown);
    },
  },
};
keys(does);
for (const button of document.querySelectorAll("[data-does]")) {
  button.querySelector("kbd").textContent = keyOf(button.dataset.does);
  button.addEventListener("click", does[button.dataset.does].run);
}
alone(next);
onChange(["judged", "imported"], () => {
  if (drawn && !shown) alone(next);
  else if (drawn) left.textContent = text("judged_meanwhile");
});
