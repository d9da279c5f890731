// What is asked beside the text: which code, which facets, a memo, what a section is, what is known of the study.
import { make, told } from "./desk.js";

const named = (text) => text.replaceAll("_", " ");
export const titled = (text) => named(text).replace(/^./u, (sign) => sign.toUpperCase());

/** A dialog with a form; `ask` resolves to what `read` tells when it is saved, and to null when it is left. */
export class Asking {
  constructor(dialog, words) {
    this.dialog = dialog;
    this.words = words;
  }

  ask(title, inside, read, { save = this.words["papers.save"] } = {}) {
    return new Promise((resolve) => {
      let answer = null;
      const form = make("form", { method: "dialog" }, make("h2", { id: "asked" }, title), ...inside);
      const leave = make("button", { type: "button" }, this.words["papers.cancel"]);
      leave.addEventListener("click", () => this.dialog.close());
      if (save) form.append(make("div", { className: "row" }, make("button", { type: "submit", className: "main" }, save), leave));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        answer = read();
        if (answer !== undefined) this.dialog.close();
        else answer = null;
      });
      form.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
      });
      this.dialog.replaceChildren(form);
      this.dialog.addEventListener("close", () => resolve(answer), { once: true });
      this.dialog.showModal();
      form.querySelector("[autofocus], input, select, textarea")?.focus();
    });
  }

  memo(what) {
    const text = make("textarea", { rows: 5, maxLength: 20000, required: true, "aria-label": this.words["papers.memo"] });
    const flag = make("input", { type: "checkbox" });
    return this.ask(
      told(this.words["papers.memo_on"], { what }),
      [text, make("label", { className: "tick" }, flag, this.words["papers.to_adjudicator"])],
      () => (text.value.trim() ? { text: text.value, to_adjudicator: flag.checked } : undefined),
    );
  }

  section(section, labels) {
    const { words } = this;
    const chosen = make(
      "select",
      {},
      ...labels.map((label) => make("option", { value: label, selected: label === section.label }, named(label))),
      make("option", { value: "" }, words["papers.label_machine"]),
    );
    const sure = told(words["papers.sure"], {
      label: named(section.label),
      percent: Math.round(section.confidence * 100),
      reason: section.reason,
    });
    return this.ask(
      told(words["papers.label_of"], { heading: section.heading || words["papers.no_heading"] }),
      [make("p", { className: "muted small" }, sure), make("label", {}, words["papers.label"], chosen)],
      () => ({ label: chosen.value || null }),
    );
  }

  characteristic(field, values, held, quote) {
    const { words } = this;
    const input = values.length
      ? make(
          "select",
          { multiple: true, size: Math.min(10, values.length + 1), "aria-label": words["papers.value"] },
          ...[...values, "none"].map((one) => make("option", { value: one, selected: held.includes(one) }, one)),
        )
      : make("textarea", { rows: 4, value: held.join("\n"), "aria-label": words["papers.value"] });
    const isSaid = make("input", { type: "checkbox", checked: Boolean(quote) });
    const inside = [input];
    if (!values.length) inside.push(make("p", { className: "muted small" }, words["papers.several_values"]));
    if (quote) inside.push(make("label", { className: "tick" }, isSaid, told(words["papers.with_quote"], { words: short(quote) })));
    return this.ask(titled(field), inside, () => {
      const said = values.length ? [...input.selectedOptions].map((one) => one.value) : input.value.split("\n");
      const given = said.map((one) => one.trim()).filter(Boolean);
      return given.length ? { values: given, quote: quote && isSaid.checked ? quote : null } : undefined;
    });
  }

  facets(coding, facets) {
    const { words } = this;
    const boxes = facets.map((facet) => this.facet(facet, coding.facets[facet.id] ?? []));
    return this.ask(
      told(words["papers.facets_of"], { code: coding.label ?? coding.code }),
      [make("div", { className: "facets" }, ...boxes.map((one) => one.box))],
      () => {
        const said = {};
        for (const { facet, read, before } of boxes) {
          const values = read();
          if (values.join("\n") !== before.join("\n")) said[facet.id] = values;
        }
        return said;
      },
    );
  }

  facet(facet, before) {
    const known = facet.free ? [] : [...new Set([...facet.values, ...before])];
    const box = make("fieldset", {}, make("legend", { title: facet.definition }, titled(facet.id)));
    if (facet.free) {
      const input = make("input", { type: "text", value: before.join("; "), "aria-label": named(facet.id), title: facet.definition });
      box.append(input);
      const read = () => input.value.split(";").map((one) => one.trim()).filter(Boolean);
      return { facet, box, before, read };
    }
    const ticks = known.map((value) => {
      const tick = make("input", { type: "checkbox", value, checked: before.includes(value) });
      if (!facet.multi) {
        tick.addEventListener("change", () => ticks.forEach((other) => other === tick || (other.checked = false)));
      }
      box.append(make("label", { className: "tick", title: facet.rules[value] ?? "" }, tick, named(value)));
      return tick;
    });
    const order = [...before, ...known.filter((value) => !before.includes(value))];
    const read = () => order.filter((value) => ticks.find((tick) => tick.value === value).checked);
    return { facet, box, before, read };
  }

  /** Which code, or codes: type a part of its name, Enter. */
  codes(panel, { title, about, first = [], without = null }) {
    const { words } = this;
    const taken = [];
    const input = make("input", {
      type: "text",
      role: "combobox",
      autocomplete: "off",
      "aria-expanded": "true",
      "aria-controls": "found-codes",
      "aria-label": words["papers.find_code"],
      placeholder: words["papers.find_code"],
    });
    const list = make("ul", { id: "found-codes", role: "listbox", tabIndex: -1, "aria-label": words["papers.codebook"] });
    const told_ = make("p", { className: "small muted", "aria-live": "polite" }, words["papers.several"]);
    const about_ = make("div", { className: "about", tabIndex: 0, role: "region", "aria-label": words["papers.about_code"] });
    let found = [];
    let at = 0;
    const draw = () => {
      found = codesLike(panel.codes, input.value, first).filter((code) => code.id !== without);
      at = Math.min(at, Math.max(found.length - 1, 0));
      list.replaceChildren(
        ...found.map((code, turn) => {
          const line = make(
            "li",
            { role: "option", id: `code-${turn}`, "aria-selected": String(turn === at) },
            make("span", {}, code.label),
            make("span", { className: "muted small" }, code.id),
          );
          line.addEventListener("click", (event) => choose(turn, event.shiftKey));
          return line;
        }),
      );
      if (found.length) input.setAttribute("aria-activedescendant", `code-${at}`);
      else input.removeAttribute("aria-activedescendant");
      list.children[at]?.scrollIntoView({ block: "nearest" });
      about_.replaceChildren(...(found[at] ? aboutCode(found[at], words) : [make("p", {}, words["papers.no_code"])]));
    };
    const choose = (turn, isMore) => {
      if (!found[turn]) return;
      if (!taken.includes(found[turn])) taken.push(found[turn]);
      if (!isMore) {
        this.dialog.querySelector("form").requestSubmit();
        return;
      }
      told_.textContent = told(words["papers.taken"], { codes: taken.map((code) => code.label).join(", ") });
      input.value = "";
      input.focus();
      draw();
    };
    input.addEventListener("input", () => {
      at = 0;
      draw();
    });
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
      if (step) at = Math.max(0, Math.min(found.length - 1, at + step));
      else if (event.key === "Enter") choose(at, event.shiftKey);
      else return;
      event.preventDefault();
      if (step) draw();
    });
    draw();
    const heading = about ? make("p", { className: "small muted" }, told(words["papers.for_words"], { words: short(about) })) : null;
    return this.ask(title, [heading, input, told_, make("div", { className: "codes" }, list, about_)].filter(Boolean), () => (taken.length ? taken : undefined), { save: "" });
  }
}

export const short = (text, most = 90) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Codes by part of their id or label: one typed whole, then those that begin so, then all others. */
export function codesLike(codes, typed, first = []) {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) {
    const before = first.map((id) => codes.find((code) => code.id === id)).filter(Boolean);
    return [...new Set([...before, ...codes])];
  }
  const rank = (code) => {
    const names = [code.id, code.id.split(".").at(-1), code.label].map((name) => name.toLowerCase());
    if (names.includes(wanted)) return 0;
    if (names.some((name) => name.startsWith(wanted))) return 1;
    if (names.some((name) => name.includes(wanted))) return 2;
    return code.synonyms.some((one) => one.toLowerCase().includes(wanted)) ? 3 : 4;
  };
  return codes
    .map((code) => [rank(code), code])
    .filter(([turn]) => turn < 4)
    .sort(([a], [b]) => a - b)
    .map(([, code]) => code);
}

/** What a code means, for people who choose it. */
export function aboutCode(code, words) {
  const part = (name, text) => (text ? make("p", {}, make("b", {}, `${words[name]}: `), text) : null);
  const examples = code.examples.map((one) => make("li", {}, one));
  const not = code.not_this.map((one) => make("li", {}, `${one.text} (${one.why}${one.code ? `: ${one.code}` : ""})`));
  const mixed = code.mixed_up.map((one) => make("li", {}, `${one.code}: ${one.rule}`));
  const list = (name, items) => (items.length ? make("div", {}, make("b", {}, words[name]), make("ul", {}, ...items)) : null);
  return [
    code.definition ? make("p", {}, code.definition) : null,
    part("papers.include", code.include),
    part("papers.exclude", code.exclude),
    list("papers.examples", examples),
    list("papers.not_this", not),
    list("papers.mixed_up", mixed),
  ].filter(Boolean);
}
