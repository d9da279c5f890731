// One conflict as it is drawn: the words in their paragraph, what each coder said, what parts the codes, the memos.
import { make, told, url } from "./desk.js";
import { aboutCode, short } from "./papers_dialogs.js";

const named = (text) => text.replaceAll("_", " ");
const facetsOf = (said) => Object.fromEntries(said.facets);
const byId = (id) => document.getElementById(id);

/** The codings of a conflict that can be kept, in the order of their keys. */
export const keepable = (shown) => shown.conflict.sides.flatMap((side) => side.said.filter((one) => one.verdict === "code"));

export class ConflictView {
  /** `panel` is the codebook; `toggle(number)` chooses a coding. */
  constructor(words, { panel, toggle }) {
    this.words = words;
    this.codes = new Map(panel.codes.map((code) => [code.id, code]));
    this.toggle = toggle;
  }

  label(code) {
    return this.codes.get(code)?.label ?? code;
  }

  facetsTold(facets) {
    return Object.entries(facets)
      .map(([name, values]) => `${named(name)} ${values.map(named).join(" + ")}`)
      .join(", ");
  }

  draw(shown, draft) {
    const { words } = this;
    const { conflict, around } = shown;
    const place = `${url("/papers/")}${encodeURIComponent(conflict.document)}?at=${conflict.start}`;
    byId("where").replaceChildren(
      [shown.citation, ...around.headings].join(" · "),
      " · ",
      make("a", { href: place, id: "in-paper" }, words["differences.in_paper"]),
    );
    byId("passage").replaceChildren(
      ...(around.above ? [make("p", { className: "around" }, around.above)] : []),
      make("p", {}, around.before, make("mark", {}, around.words), around.after),
      ...(around.below ? [make("p", { className: "around" }, around.below)] : []),
    );
    const passage = byId("passage");
    const mark = passage.querySelector("mark");
    passage.scrollTop = mark.offsetTop - passage.offsetTop - Math.max(0, passage.clientHeight - mark.offsetHeight) / 2;
    byId("party").textContent = shown.is_party ? words["differences.party"] : "";
    byId("agreed").textContent = shown.agreed.length
      ? told(words["differences.agreed"], { codes: shown.agreed.map((code) => this.label(code)).join(", ") })
      : "";
    this.drawRules(shown);
    this.drawMemos(conflict.memos);
    this.drawSides(shown, draft);
  }

  drawSides(shown, draft) {
    const had = document.activeElement?.dataset?.number;
    const keys = new Map(keepable(shown).map((one, turn) => [one.number, turn + 1]));
    byId("sides").replaceChildren(
      ...shown.conflict.sides.map((side) => {
        const isKept = side.said.some((one) => draft.keep.has(one.number));
        const inside = side.said.map((one) => this.said(one, side, shown, draft, keys.get(one.number)));
        if (!inside.length) inside.push(make("p", { className: "muted" }, this.words["differences.nothing"]));
        return make("section", { className: `side${isKept ? " kept" : ""}` }, make("h2", {}, side.coder), ...inside);
      }),
    );
    if (had) byId("sides").querySelector(`[data-number="${had}"]`)?.focus();
  }

  said(one, side, shown, draft, key) {
    const { words } = this;
    const others = shown.conflict.sides.filter((other) => other !== side);
    const inAll = others.every((other) => other.said.some((its) => its.code === one.code && its.verdict === one.verdict));
    const lines = [make("span", { className: "name" }, one.verdict === "reject" ? told(words["differences.rejects"], { code: this.label(one.code) }) : this.label(one.code)), make("span", { className: "muted small" }, one.code)];
    for (const [name, values] of one.facets) {
      const isAlike = others.every((other) => other.said.every((its) => its.code !== one.code || String(facetsOf(its)[name]) === String(values)));
      lines.push(make("span", { className: `facet${isAlike ? "" : " differs"}` }, `${named(name)}: ${values.map(named).join(", ")}`));
    }
    if (one.quote !== shown.conflict.quote) lines.push(make("span", { className: "on" }, told(words["differences.on_words"], { words: short(one.quote, 160) })));
    if (one.settled) lines.push(make("span", { className: "on" }, words["differences.settled_before"]));
    if (one.verdict === "reject") return make("div", { className: "refused" }, ...lines);
    const button = make(
      "button",
      { type: "button", className: `said${inAll ? "" : " differs"}`, "aria-pressed": String(draft.keep.has(one.number)), "aria-keyshortcuts": key < 10 ? String(key) : "" },
      make("kbd", { "aria-hidden": "true" }, key < 10 ? String(key) : ""),
      ...lines,
    );
    button.dataset.number = one.number;
    button.addEventListener("click", () => this.toggle(one.number));
    return button;
  }

  drawRules(shown) {
    const { words } = this;
    const codes = [...new Set(keepable(shown).map((one) => one.code))];
    const rules = shown.rules.map(({ codes: pair, rule }) =>
      make("p", { className: "rule" }, make("b", {}, pair.map((code) => this.label(code)).join(" / ")), rule ?? make("span", { className: "muted" }, words["differences.no_rule"])),
    );
    const about = codes.map((code) => {
      const known = this.codes.get(code);
      const line = make("details", {}, make("summary", {}, this.label(code)));
      line.addEventListener("toggle", () => known && line.childElementCount === 1 && line.append(make("div", { className: "small about" }, ...aboutCode(known, words))));
      return line;
    });
    byId("rules").replaceChildren(
      ...(rules.length ? [make("h3", {}, words["differences.rules"]), ...rules] : []),
      make("h3", {}, words["differences.about_codes"]),
      ...about,
    );
  }

  drawMemos(memos) {
    const { words } = this;
    const lines = memos.map((memo) =>
      make(
        "blockquote",
        { className: "memo" },
        memo.text,
        make("footer", { className: "muted" }, `${memo.coder}, ${memo.coding === null ? words["differences.memo_paper"] : told(words["differences.memo_coding"], { number: memo.coding })}`),
      ),
    );
    byId("memos").replaceChildren(...(lines.length ? [make("h3", {}, words["differences.memos_here"]), ...lines] : []));
  }

  /** What is chosen, in words. */
  choice(shown, draft) {
    const { words } = this;
    if (draft.reject) return words["differences.chosen_reject"];
    if (draft.code) return told(words["differences.chosen_code"], { code: this.label(draft.code) });
    const kept = keepable(shown).filter((one) => draft.keep.has(one.number));
    if (!kept.length) return words["differences.chosen_none"];
    return told(words["differences.chosen_keep"], { codes: kept.map((one) => this.label(one.code)).join(", ") });
  }

  /** Both versions: what one said, and how others settled it or what they said since. */
  meanwhile(body, what, leave) {
    const { words } = this;
    const button = make("button", { type: "button", className: "main" }, words["differences.understood"]);
    button.addEventListener("click", leave);
    const settled = body.settled.map((one) =>
      make(
        "p",
        {},
        make("b", {}, `${told(words["differences.somebody_settled"], { coder: one.coder })}: `),
        one.verdict === "reject" ? words["differences.chosen_reject"] : one.codes.map((code) => this.label(code)).join(", "),
      ),
    );
    byId("meanwhile").replaceChildren(
      make(
        "div",
        { className: "card meanwhile", role: "alert" },
        make("h2", {}, words["differences.meanwhile"]),
        what ? make("p", {}, make("b", {}, `${words["differences.you_said"]}: `), what) : "",
        ...settled,
        body.now ? make("p", {}, words["differences.said_more"]) : "",
        body.now || settled.length ? "" : make("p", {}, words["differences.agree_now"]),
        button,
      ),
    );
    if (!document.querySelector("dialog[open]")) button.focus();
  }
}
