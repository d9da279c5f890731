// What a field of a form asks for, in words, and the dialog that an answer is given in.
import { make, told } from "./desk.js";

export const NOT_REPORTED = "not reported";

/** What kind of answer a field takes. */
export function fieldTold(field, words) {
  const name = field.kind === "number" && !field.unit ? "number_bare" : field.kind;
  return told(words[`charts.ask_kind_${name}`], { unit: field.unit, choices: field.choices.join(", ") });
}

/** Ask for an answer; resolves to `{ values, quote, note }`, or to null where it is left; `note` null asks for none. */
export function askAnswer(asking, field, words, { values, quote, title, note = null }) {
  const before = values ?? [];
  const { inside, read } = inputs(field, words, before);
  const none = make("input", { type: "checkbox", checked: before[0] === NOT_REPORTED });
  const where = make("textarea", { rows: 3, maxLength: 20000, value: quote ?? "" });
  const why = make("textarea", { rows: 2, maxLength: 20000, value: note ?? "" });
  const hint = field.quote ? make("span", { className: "small" }, words["charts.quote_wanted"]) : null;
  const parts = [
    make("p", {}, field.ask),
    ...inside,
    make("label", { className: "tick" }, none, words["charts.not_reported"]),
    make("label", {}, words["charts.quote"], where, hint),
    ...(note === null ? [] : [make("label", {}, words["differences.note_short"], why)]),
  ];
  return asking.ask(title, parts, () => {
    const given = none.checked ? [NOT_REPORTED] : read();
    return given.length ? { values: given, quote: where.value.trim(), note: why.value.trim() } : undefined;
  });
}

function inputs(field, words, before) {
  if (field.kind === "choice" || field.kind === "choices") {
    const type = field.kind === "choice" ? "radio" : "checkbox";
    const ticks = field.choices.map((value) => make("input", { type, name: "answer", value, checked: before.includes(value) }));
    const lines = ticks.map((tick) => make("label", { className: "tick" }, tick, tick.value));
    const set = make("fieldset", {}, make("legend", {}, words["charts.answer"]), ...lines);
    return { inside: [set], read: () => ticks.filter((tick) => tick.checked).map((tick) => tick.value) };
  }
  const isNumber = field.kind === "number";
  const shown = before[0] === NOT_REPORTED ? "" : (before[0] ?? "");
  const input = make(isNumber ? "input" : "textarea", { value: shown, maxLength: 10000, ...(isNumber ? { inputMode: "decimal" } : { rows: 3 }) });
  const label = make("label", {}, isNumber ? fieldTold(field, words) : words["charts.answer"], input);
  return { inside: [label], read: () => (input.value.trim() ? [input.value.trim()] : []) };
}
