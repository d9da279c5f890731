// The panel beside the text: what is coded here, the codebook, the study, and the paper's memos.
import { keyOf, make, told } from "./desk.js";
import { aboutCode, codesLike, short, titled } from "./papers_dialogs.js";

const UNSTATED = "not_stated"; // what a facet says of a sentence that says nothing
const named = (text) => text.replaceAll("_", " ");
const machine = (coder) => coder.split("@")[0];

export class Panel {
  /** `acts` are what its buttons do, by name; `choose(number)`, `show(start, end)`, `correct(field)` and `apply(code)` lead back. */
  constructor(root, words, { acts, choose, show, correct, take, apply }) {
    Object.assign(this, { root, words, choose, show, correct, take, apply });
    this.parts = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((one) => [one.dataset.part, one]));
    this.buttons = [...root.querySelectorAll("[data-act]")];
    for (const button of this.buttons) button.addEventListener("click", () => acts[button.dataset.act]());
    this.tabs = [...root.querySelectorAll('[role="tab"]')];
    for (const [turn, tab] of this.tabs.entries()) {
      tab.addEventListener("click", () => this.open(tab.dataset.tab));
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        event.stopPropagation();
        const next = this.tabs[(turn + step + this.tabs.length) % this.tabs.length];
        this.open(next.dataset.tab);
        next.focus();
      });
    }
    this.parts.search.addEventListener("input", () => this.showCodes());
    this.parts.search.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) this.parts.codes.querySelector("button")?.focus();
    });
  }

  open(name) {
    for (const tab of this.tabs) {
      tab.setAttribute("aria-selected", String(tab.dataset.tab === name));
      tab.tabIndex = tab.dataset.tab === name ? 0 : -1;
      document.getElementById(`panel-${tab.dataset.tab}`).hidden = tab.dataset.tab !== name;
    }
  }

  hints() {
    for (const button of this.buttons) {
      const key = keyOf(button.dataset.act);
      if (key) button.setAttribute("aria-keyshortcuts", key.length === 1 && key !== key.toLowerCase() ? `Shift+${key}` : key);
      const hint = button.querySelector("kbd");
      if (hint) hint.textContent = key === "Enter" ? "⏎" : (key ?? "");
    }
  }

  // -- what is coded here --------------------------------------------------------------------------

  here({ head, heading, codings, chosen, picked, said, panel }) {
    const { words } = this;
    this.parts.head.textContent = head;
    this.parts.path.textContent = heading;
    this.parts.picked.textContent = picked ? `“${picked}”` : "";
    const hadFocus = this.parts.codings.contains(document.activeElement);
    const lines = codings.map((one) => this.coding(one, one.number === chosen, said, panel));
    this.parts.codings.replaceChildren(...(lines.length ? lines : [make("li", { className: "muted nothing" }, words["papers.nothing"])]));
    if (hadFocus) this.parts.codings.querySelector('[aria-pressed="true"]')?.focus();
    const one = codings.find((each) => each.number === chosen);
    const may = { accept: one && (one.verdict === "code"), reject: one && one.verdict === "code", facets: one && one.verdict === "code" };
    for (const button of this.buttons) {
      if (button.dataset.act in may) button.disabled = !may[button.dataset.act];
    }
  }

  coding(one, isChosen, said, panel) {
    const { words } = this;
    const how = told(words[`papers.${one.status}`], { coder: machine(one.coder) });
    const score = one.score === null || one.score === undefined ? "" : ` ${one.score.toFixed(2)}`;
    const button = make(
      "button",
      { type: "button", className: "coding", "aria-pressed": String(isChosen) },
      make("span", { className: `name ${one.verdict === "reject" ? "rejected" : ""}` }, one.label ?? one.code),
      make("span", { className: `how ${one.whose}` }, one.pending ? words["papers.pending"] : `${how}${score}`),
    );
    button.addEventListener("click", () => this.choose(one.number));
    button.addEventListener("focus", () => isChosen || this.choose(one.number));
    const line = make("li", { className: isChosen ? "chosen" : "" }, button);
    if (isChosen) line.append(...this.details(one, said, panel));
    return line;
  }

  details(one, said, panel) {
    const { words } = this;
    const inside = [make("p", { className: "muted small" }, one.code)];
    const code = panel?.codes.find((each) => each.id === one.code);
    if (code?.definition) inside.push(make("p", { className: "small" }, code.definition));
    const cue = one.cue && !one.reason?.includes(one.cue) ? `${words["papers.cue"]}: ${one.cue}` : null;
    const why = [one.reason, cue].filter(Boolean).join("; ");
    if (why) inside.push(make("p", { className: "small" }, make("b", {}, `${words["papers.why"]}: `), why));
    const facets = Object.entries(one.facets).filter(([, values]) => values.some((value) => value !== UNSTATED));
    if (facets.length) {
      const list = make("dl", { className: "small facets-told" });
      for (const [facet, values] of facets) {
        const cues = one.grounds.filter((ground) => ground.facet === facet).map((ground) => ground.cue);
        const because = cues.length ? make("span", { className: "muted" }, ` (${short([...new Set(cues)].join("; "), 32)})`) : null;
        list.append(make("dt", {}, named(facet)), make("dd", {}, values.map(named).join(", "), because ?? ""));
      }
      inside.push(list);
    }
    for (const memo of said.memos.filter((each) => each.coding === one.number)) inside.push(this.memo(memo));
    return inside;
  }

  memo(memo) {
    const whom = memo.to_adjudicator ? ` · ${this.words["papers.to_adjudicator"]}` : "";
    return make("blockquote", { className: "small memo" }, memo.text, make("footer", { className: "muted" }, `${memo.coder}${whom}`));
  }

  /** Both versions, where two people say something else of the same words, or a step was refused. */
  conflict({ told: what, reason, others }, close) {
    const { words } = this;
    const button = make("button", { type: "button" }, words["papers.understood"]);
    button.addEventListener("click", () => {
      this.parts.conflict.replaceChildren();
      close();
    });
    const there = others.map((one) => make("li", {}, `${one.label ?? one.code}: ${told(words[`papers.${one.status}`], { coder: machine(one.coder) })}`));
    this.parts.conflict.replaceChildren(
      make(
        "div",
        { className: "card conflict", role: "alert" },
        make("h3", {}, words["papers.conflict"]),
        reason ? make("p", { className: "error small" }, reason) : "",
        make("p", { className: "small" }, make("b", {}, `${words["papers.you_said"]}: `), what),
        make("p", { className: "small" }, make("b", {}, `${words["papers.holds_now"]}: `), there.length ? "" : words["papers.nothing_now"]),
        make("ul", { className: "small" }, ...there),
        button,
      ),
    );
  }

  // -- the paper, its study, the codebook ------------------------------------------------------------

  paper({ said, text, onSection, isCodedAgain }) {
    const { words } = this;
    const waits = said.waiting === 0 ? "none" : said.waiting === 1 ? "one" : "";
    const rest = told(words[waits ? `papers.waits_${waits}` : "papers.waits"], { count: said.waiting });
    const state = [words[`papers.${said.state}`]];
    if (said.round) state.push(told(words["papers.in_round"], { round: said.round }));
    if (said.blind) state.push(words["papers.blind"]);
    state.push(said.without_proposals ? words["papers.without_proposals"] : rest);
    if (said.left_out) state.push(told(words["papers.counts_not"], { why: said.left_out }));
    if (said.uncoded && !said.without_proposals) state.push(words[isCodedAgain ? "papers.coding_again" : "papers.uncoded"]);
    this.parts.state.textContent = state.join(" · ");
    document.getElementById("paper-state").textContent = state.join(" · ");
    for (const button of this.buttons) {
      if (button.dataset.act === "finish") button.hidden = said.state === "finished";
      if (button.dataset.act === "reopen") button.hidden = said.state !== "finished";
    }
    this.parts.memos.replaceChildren(...said.memos.filter((one) => one.coding === null).map((one) => this.memo(one)));
    if (this.outlined === text) return;
    this.outlined = text;
    this.parts.outline.replaceChildren(
      ...text.sections.map((section) => {
        const link = make("button", { type: "button", className: `quiet depth${Math.min(section.depth, 3)}` }, section.heading || named(section.label));
        link.addEventListener("click", () => onSection(section.number));
        return make("li", { className: section.label === "lessons_learned" ? "lessons" : "" }, link);
      }),
    );
  }

  study(known, fields) {
    const { words } = this;
    const lines = Object.keys(fields).flatMap((field) => {
      const said = known.filter((one) => one.field === field);
      const correct = make("button", { type: "button", className: "quiet", "aria-label": `${words["papers.correct"]}: ${named(field)}` }, words["papers.correct"]);
      correct.dataset.field = field;
      correct.addEventListener("click", () => this.correct(field));
      const values = make("dd", {}, ...said.map((one) => this.known(one)));
      if (!said.length) values.append(make("p", { className: "muted small" }, words["papers.not_found"]));
      if (said.some((one) => one.by_person)) {
        const back = make("button", { type: "button", className: "quiet" }, words["papers.take_back"]);
        back.addEventListener("click", () => this.take(field));
        values.append(back);
      }
      return [make("dt", {}, titled(field), correct), values];
    });
    this.parts.study.replaceChildren(...lines);
  }

  known(one) {
    const { words } = this;
    const sure = one.confidence === null ? one.by : `${one.by} ${one.confidence.toFixed(2)}${one.confidence < 0.7 ? `, ${words["papers.unsure"]}` : ""}`;
    const what = make(
      "span",
      { className: one.holds ? "" : "rejected" },
      one.value ?? words["papers.none_value"],
      make("span", { className: "muted small" }, ` ${sure}${one.holds ? "" : `, ${words["papers.overruled"]}`}`),
    );
    if (one.start === null) return make("p", {}, what);
    const link = make("button", { type: "button", className: "known", title: words["papers.show"] }, what);
    link.addEventListener("click", () => this.show(one.start, one.end));
    return make("p", {}, link);
  }

  codebook(panel) {
    this.book = panel;
    this.showCodes();
  }

  showCodes() {
    if (!this.book) return;
    const found = codesLike(this.book.codes, this.parts.search.value);
    this.parts.codes.replaceChildren(
      ...found.map((code) => {
        const line = make(
          "details",
          {},
          make("summary", {}, code.label, make("span", { className: "muted small" }, ` ${code.id}`)),
        );
        line.addEventListener("toggle", () => line.childElementCount === 1 && line.append(make("div", { className: "small about" }, ...aboutCode(code, this.words))));
        const button = make("button", { type: "button", className: "quiet", "aria-label": told(this.words["papers.put_code"], { code: code.label }) }, this.words["papers.put_short"]);
        button.addEventListener("click", () => this.apply(code));
        return make("div", { className: `code depth${Math.min(code.depth, 3)}` }, line, button);
      }),
    );
  }
}
