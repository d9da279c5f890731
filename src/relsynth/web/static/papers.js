// The list of papers: filters, keys, and counts that come behind it.
import { dataOf, get, keys, told, trying } from "./desk.js";

const words = dataOf("papers-words");
const rows = [...document.querySelectorAll("#papers tbody tr")];
const form = document.getElementById("filters");
const KEPT = "relsynth.papers";

function filter() {
  const { find, state, round } = Object.fromEntries(new FormData(form));
  const wanted = find.trim().toLowerCase();
  for (const row of rows) {
    row.hidden = Boolean(
      (state && row.dataset.state !== state) ||
        (round && !JSON.parse(row.dataset.rounds).includes(round)) ||
        (wanted && !row.cells[0].textContent.toLowerCase().includes(wanted)),
    );
  }
  const shown = rows.filter((row) => !row.hidden).length;
  document.getElementById("shown").textContent = told(words["papers.shown"], { count: shown, all: rows.length });
  sessionStorage.setItem(KEPT, JSON.stringify({ find, state, round: round ?? "" }));
}

function step(by) {
  const links = rows.filter((row) => !row.hidden).map((row) => row.querySelector("a"));
  const at = links.indexOf(document.activeElement);
  links[Math.max(0, Math.min(links.length - 1, at + by))]?.focus();
}

if (form) {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  for (const [name, value] of Object.entries(kept)) if (form.elements[name]) form.elements[name].value = value;
  for (const one of form.querySelectorAll("select")) if (one.selectedIndex < 0) one.value = "";
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
  keys({
    next: { key: "j", label: words["papers.next_paper"], run: () => step(1) },
    previous: { key: "k", label: words["papers.previous_paper"], run: () => step(-1) },
    find: { key: "/", label: words["papers.find"], run: () => form.elements.find.focus() },
  });
  trying(async () => {
    const counts = new Map((await get("/api/papers")).map((one) => [one.document, one]));
    for (const row of rows) {
      const found = counts.get(row.dataset.document);
      for (const cell of row.querySelectorAll("[data-count]")) {
        cell.textContent = found?.[cell.dataset.count] ?? words["papers.hidden"];
      }
      if (found?.mine && row.dataset.state === "unread") {
        row.dataset.state = "begun";
        row.querySelector(".state").textContent = words["papers.begun"];
      }
    }
    filter();
  });
}
