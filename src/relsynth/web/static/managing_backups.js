// Making a backup: it takes a moment, and is in the list once it has been checked.
import { dataOf, keys, make, post, say, told, trying, url } from "./desk.js";

const words = dataOf("managing-words");
const button = document.getElementById("back-up");
const table = document.getElementById("backups");

async function backUp() {
  if (button.disabled) return;
  button.disabled = true;
  say(words["managing.backing_up"]);
  const made = await trying(() => post("/api/managing/backups"));
  button.disabled = false;
  button.focus();
  if (!made) return;
  const size = `${(made.size / 2 ** 20).toLocaleString("en", { maximumFractionDigits: 1, minimumFractionDigits: 1 })} MiB`;
  const link = make("a", { href: url(`/managing/backups/${encodeURIComponent(made.name)}`), download: "" }, made.name);
  const when = make("td", {}, made.at.slice(0, 16).replace("T", " "));
  const row = make("tr", {}, make("th", { scope: "row" }, link), when, make("td", { className: "number" }, size));
  table.querySelector("tbody").prepend(row);
  table.hidden = false;
  document.getElementById("none-yet")?.remove();
  say(told(words["managing.backed_up"], made));
}
button.addEventListener("click", backUp);
keys({ back_up: { key: "b", label: words["managing.back_up"], run: backUp } });
