// A figure with its interval: the number, the bounds, and both drawn between 0 and 1.
import { make } from "./desk.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 96;
const HEIGHT = 10;
const EDGE = 4;

/** The name of a measure as the texts call it: "Cohen's kappa" -> "cohens_kappa". */
export const keyOfMeasure = (name) =>
  name
    .toLowerCase()
    .replaceAll("'", "")
    .replace(/[^a-z0-9]+/gu, "_")
    .replace(/^_|_$/gu, "");

const shown = (value) => value.toFixed(2).replace("-0.00", "0.00");
const place = (value) => EDGE + Math.min(1, Math.max(0, value)) * (WIDTH - 2 * EDGE);

function drawn(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function interval({ value, lower, upper }) {
  const middle = HEIGHT / 2;
  const across = (from, to, look) => drawn("line", { x1: place(from), x2: place(to), y1: middle, y2: middle, class: look });
  const picture = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "interval", "aria-hidden": "true" });
  picture.append(across(0, 1, "track"));
  if (lower !== null && upper !== null) picture.append(across(lower, upper, "range"));
  picture.append(drawn("circle", { cx: place(value), cy: middle, r: 3.5, class: "point" }));
  return picture;
}

/** A cell of a table with a figure; a dash, with why, where there is none. */
export function figureCell(figure, words) {
  if (!figure || figure.value === null) {
    return make("td", { className: "muted", title: figure?.note ?? "" }, words["differences.undefined"]);
  }
  const bounds = figure.lower === null || figure.upper === null ? "" : ` ${shown(figure.lower)} to ${shown(figure.upper)}`;
  return make("td", { title: figure.note ?? words["differences.interval"] }, shown(figure.value), make("span", { className: "bounds" }, bounds), interval(figure));
}
