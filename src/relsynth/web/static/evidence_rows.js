// A table of the evidence on a page: filtered, sorted and turned at the desk; every number opens its sentences.
import { dataOf, get, keys, make, told, trying, url } from "./desk.js";
import { Quotes } from "./evidence_quotes.js";
import { onChange } from "./live.js";

const texts = dataOf("evidence-words");
export const text = (name, values) => told(texts[`evidence.${name}`], values);
export const byId = (id) => document.getElementById(id);
export const WAIT_MS = 150;
const KINDS = ["charted", "coded", "decided", "imported", "judged", "labelled"]; // of changes that tables may show
const LONG = 90; // characters of a cell from which on it is cut until whole texts are wanted
const said = (column) => column.replaceAll("_", " ");
const number = new Intl.NumberFormat("en");

const openers = (within = byId("rows").querySelector("tbody")) => [...within.querySelectorAll("a, button")];
const cellOf = (opener) => opener.closest("th, td").cellIndex;

/** Arrows go from number to number: along a row, and down or up to the nearest of another row that has any. */
function move(event) {
  const from = event.target.closest("tbody a, tbody button");
  const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!from || !by || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    const all = openers();
    all[all.indexOf(from) + by]?.focus();
    return;
  }
  let row = from.closest("tr");
  do row = by > 0 ? row.nextElementSibling : row.previousElementSibling;
  while (row && !openers(row).length);
  const far = (one) => Math.abs(cellOf(one) - cellOf(from));
  if (row) openers(row).reduce((best, one) => (far(one) < far(best) ? one : best)).focus();
}

/** The way to a sentence in its paper. */
export function placeOf({ document, start, coding }) {
  const query = new URLSearchParams({ at: start, ...(coding ? { coding } : {}) });
  return url(`/papers/${encodeURIComponent(document)}?${query}`);
}

export class Rows {
  /** `path` is where rows come from; `chosen()` is what else is asked of it; `drawn(answer)` is told what came. */
  constructor({ path, chosen, drawn = () => {}, tableOf = (answer) => answer }) {
    Object.assign(this, { path, chosen, drawn, tableOf });
    this.asked = 0;
    this.shown = null;
    this.quotes = new Quotes(`${path}/quotes`);
    this.order = this.#kept();
    byId("filter").elements.find.value = this.order.find;
    this.#listen();
  }

  /** Load and draw; what was asked for later wins. */
  async load({ keep = true } = {}) {
    const asking = ++this.asked;
    if (keep) this.#keep();
    byId("rows").setAttribute("aria-busy", "true");
    let answer;
    try {
      answer = await get(`${this.path}?${this.#query()}`);
    } finally {
      if (asking === this.asked) byId("rows").setAttribute("aria-busy", "false");
    }
    if (asking !== this.asked) return;
    this.shown = this.tableOf(answer);
    this.#draw();
    this.drawn(answer);
  }

  /** Whatever comes now, it is not wanted any more. */
  forget() {
    this.asked += 1;
  }

  #query(more = {}) {
    return new URLSearchParams({ ...this.chosen(), ...this.order, ...more });
  }
  #kept() {
    const kept = new URLSearchParams(location.search);
    return {
      find: kept.get("find") ?? "",
      sort: kept.get("sort") ?? "",
      descending: kept.get("descending") === "true",
      start: Number.parseInt(kept.get("start"), 10) || 0,
    };
  }
  #keep() {
    const kept = new URLSearchParams(Object.entries({ ...this.chosen(), ...this.order }).filter(([, value]) => value));
    history.replaceState(null, "", `${location.pathname}${kept.size ? `?${kept}` : ""}`);
  }

  #draw() {
    const { columns, numeric, rows, found, total, start } = this.shown;
    const table = byId("rows").querySelector("table");
    const focused = document.activeElement?.dataset?.column;
    const at = document.activeElement?.dataset?.at;
    table.tHead.rows[0].replaceChildren(...columns.map((column, place) => this.#head(column, numeric[place])));
    table.tBodies[0].replaceChildren(...rows.map((row) => this.#row(row)));
    if (focused) table.tHead.querySelector(`[data-column="${CSS.escape(focused)}"]`)?.focus();
    if (at) (table.tBodies[0].querySelector(`[data-at="${CSS.escape(at)}"]`) ?? byId("rows")).focus();
    const last = start + rows.length;
    const what = rows.length ? text("shown", { first: start + 1, last: number.format(last), found: number.format(found) }) : text("shown_none");
    byId("shown").textContent = found === total ? what : `${what} ${text("of_total", { total: number.format(total) })}`;
    byId("as-of").textContent = text("as_of", { time: new Date(this.shown.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" }) });
    byId("fresh").hidden = true;
    byId("pager").hidden = found <= rows.length;
    byId("earlier").disabled = start === 0;
    byId("later").disabled = last >= found;
    byId("notes").hidden = !this.shown.notes.length;
    byId("notes").querySelector("ul").replaceChildren(...this.shown.notes.map((note) => make("li", {}, note)));
    for (const link of document.querySelectorAll("#files [data-form]")) {
      const form = link.dataset.form;
      link.href = url(`${this.path}/file?${new URLSearchParams({ ...this.chosen(), form })}`);
      link.hidden = (["svg", "png", "pdf"].includes(form) && !this.shown.picture) || (form === "graphml" && !this.shown.graph);
    }
  }
  #head(column, isNumber) {
    const sorted = this.order.sort === column;
    const state = sorted ? (this.order.descending ? "descending" : "ascending") : "none";
    const button = make("button", { type: "button", "data-column": column }, said(column));
    button.addEventListener("click", () => this.#sort(column, isNumber));
    return make("th", { scope: "col", "aria-sort": state, className: isNumber ? "number" : "" }, button);
  }
  #row(row) {
    const [first, ...others] = row.cells;
    const words = row.document ? make("a", { href: placeOf(row) }, first.text || text("in_paper")) : first.text;
    const head = first.text ? make("th", { scope: "row" }, words) : make("td");
    return make("tr", {}, head, ...others.map((cell, place) => this.#cell(row, cell, place + 1)));
  }
  #cell(row, cell, place) {
    const column = this.shown.columns[place];
    const made = make("td", { className: this.shown.numeric[place] ? "number" : "" });
    if (cell.opens && cell.counts.length) {
      made.append(make("ul", { className: "counts" }, ...cell.counts.map(([name, count]) => make("li", {}, this.#opener(row, column, `${said(name)} ${count}`, name)))));
    } else if (cell.opens) made.append(this.#opener(row, column, cell.text, null));
    else if (this.shown.numeric[place]) made.append(cell.text);
    else made.append(make("div", { className: cell.text.length > LONG ? "long" : "text" }, cell.text));
    return made;
  }
  #opener(row, column, label, value) {
    const called = value === null ? `${said(column)} ${label}` : `${said(column)}: ${label}`;
    const button = make("button", { type: "button", className: "count", "aria-haspopup": "dialog", "data-at": `${row.number} ${column} ${value ?? ""}`, "aria-label": `${called}, ${text("sentences")}` }, label);
    button.addEventListener("click", () => this.#open(row, column, value));
    return button;
  }
  #open(row, column, value) {
    const { columns, state } = this.shown;
    const named = columns.indexOf("label") >= 0 ? columns.indexOf("label") : 0;
    const title = [row.cells[named].text, said(column), value && said(value)].filter(Boolean).join(" · ");
    const asked = { ...this.chosen(), row: row.number, column, state, ...(value === null ? {} : { value }) };
    return this.quotes.open(title, asked);
  }

  #sort(column, isNumber) {
    const again = this.order.sort === column;
    if (again && this.order.descending !== isNumber) Object.assign(this.order, { sort: "", descending: false });
    else Object.assign(this.order, { sort: column, descending: again ? !this.order.descending : isNumber });
    this.#go(0);
  }
  #go(start) {
    this.order.start = Math.max(0, start);
    trying(() => this.load());
  }
  #turn(by) {
    if (!this.shown || byId(by < 0 ? "earlier" : "later").disabled) return;
    this.#go(by < 0 ? this.shown.start - 100 : this.shown.start + this.shown.rows.length);
    byId("rows").scrollTop = 0;
  }
  #listen() {
    let waiting = 0;
    byId("filter").addEventListener("submit", (event) => event.preventDefault());
    byId("filter").elements.find.addEventListener("input", (event) => {
      clearTimeout(waiting);
      this.order.find = event.target.value;
      waiting = setTimeout(() => this.#go(0), WAIT_MS);
    });
    byId("earlier").addEventListener("click", () => this.#turn(-1));
    byId("later").addEventListener("click", () => this.#turn(1));
    byId("whole").addEventListener("click", ({ target }) => {
      const whole = byId("rows").classList.toggle("whole");
      target.setAttribute("aria-pressed", String(whole));
    });
    byId("fresh").addEventListener("click", () => {
      byId("rows").focus();
      trying(() => this.load());
    });
    byId("rows").addEventListener("keydown", move);
    document.addEventListener("visibilitychange", () => this.#look());
    onChange(KINDS, () => {
      byId("fresh").hidden = !this.shown;
    });
    keys({
      find: { key: "/", label: text("find"), run: () => byId("filter").elements.find.focus() },
      rows: { key: "r", label: text("to_rows"), run: () => (openers()[0] ?? byId("rows")).focus() },
      later: { key: "]", label: text("later"), run: () => this.#turn(1) },
      earlier: { key: "[", label: text("earlier"), run: () => this.#turn(-1) },
      whole: { key: "w", label: text("whole"), run: () => byId("whole").click() },
    });
  }
  /** Whether the evidence has changed while the page was out of sight: told, and nothing that is read is moved. */
  async #look() {
    if (document.hidden || !this.shown) return;
    const now = await get(`${this.path}?${this.#query()}`).catch(() => null);
    if (now) byId("fresh").hidden = this.tableOf(now).state === this.shown.state;
  }
}
