// Queries, answered while they are typed and kept in the address.
import { keys, Refused, say } from "./desk.js";
import { byId, Rows, text, WAIT_MS } from "./evidence_rows.js";

const form = byId("asking");
const input = byId("q");
const kept = new URLSearchParams(location.search);
input.value = kept.get("q") ?? "";
for (const radio of form.elements.unit) radio.checked = radio.value === (kept.get("unit") ?? "segment");

const percent = (share) => `${Math.round(100 * share)} %`;
const chosen = () => ({ q: input.value.trim(), unit: form.elements.unit.value });

function drawn(answer) {
  byId("found").hidden = false;
  byId("q-refused").textContent = "";
  input.setAttribute("aria-invalid", "false");
  const share = answer.n ? answer.k / answer.n : 0;
  const apart = answer.apart ? ` ${text("apart", { apart: answer.apart })}` : "";
  byId("answer").textContent =
    text("answer", {
      k: answer.k,
      n: answer.n,
      share: percent(share),
      lower: percent(answer.lower),
      upper: percent(answer.upper),
      found: answer.found,
      what: text(`found_${form.elements.unit.value}`),
    }) + apart;
}

const rows = new Rows({ path: "/api/evidence/query", chosen, drawn, tableOf: (answer) => answer.table });
let waiting = 0;

async function ask() {
  if (!input.value.trim()) {
    rows.forget();
    byId("found").hidden = byId("notes").hidden = true;
    byId("answer").textContent = byId("q-refused").textContent = "";
    history.replaceState(null, "", location.pathname);
    return;
  }
  try {
    await rows.load();
  } catch (error) {
    if (!(error instanceof Refused) || !error.status) {
      say(error.message, { error: true });
      return;
    }
    byId("q-refused").textContent = error.message;
    input.setAttribute("aria-invalid", "true");
  }
}
function asked() {
  clearTimeout(waiting);
  rows.order.start = 0;
  rows.order.sort = "";
  waiting = setTimeout(ask, WAIT_MS);
}
input.addEventListener("input", asked);
form.addEventListener("change", (event) => event.target.name === "unit" && asked());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  ask();
});
for (const button of document.querySelectorAll(".field, .example")) {
  button.addEventListener("click", () => {
    const before = input.value.trimEnd();
    input.value = button.dataset.query ?? `${before}${before ? " " : ""}${button.dataset.field}:`;
    input.focus();
    if (button.dataset.query) asked();
  });
}
keys({ ask: { key: "q", label: text("query_label"), run: () => input.focus() } });
input.focus({ preventScroll: true });
ask();
