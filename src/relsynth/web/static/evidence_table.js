// A table, or an answer to a question: its options, its picture, its rows.
import { dataOf, make, trying, url } from "./desk.js";
import { byId, Rows } from "./evidence_rows.js";

const path = `/api/evidence/tables/${encodeURIComponent(dataOf("evidence-table"))}`;
const options = byId("options");
const chosen = () => Object.fromEntries([...new FormData(options ?? undefined)].filter(([, value]) => value));

function drawn(table) {
  byId("told").hidden = !table.said.length;
  byId("told").replaceChildren(...table.said.map((said) => make("p", {}, said)));
  byId("drawn").hidden = !table.picture;
  const picture = url(`${path}/picture?${new URLSearchParams({ ...chosen() })}`);
  if (table.picture && byId("picture").dataset.state !== table.state + picture) {
    byId("picture").src = picture;
    byId("picture").dataset.state = table.state + picture;
  }
}

const rows = new Rows({ path, chosen, drawn });
options?.addEventListener("submit", (event) => event.preventDefault());
options?.addEventListener("change", () => {
  rows.order.start = 0;
  trying(() => rows.load());
});
trying(() => rows.load({ keep: false }));
