// Steps on a paper's codings: the page shows each at once, and takes it back where the desk refuses it.
import { get, post } from "./desk.js";

let temporary = -1;

/** What is held, with the steps on it that the desk has not answered yet. */
export class Steps {
  constructor({ document, me, said, onChange, onRefused, onMeanwhile }) {
    this.path = `/api/papers/${encodeURIComponent(document)}`;
    this.me = me;
    this.said = said;
    this.waiting = [];
    this.numbers = new Map(); // number that a pending coding was shown by -> the one that it was kept with
    this.onChange = onChange;
    this.onRefused = onRefused;
    this.onMeanwhile = onMeanwhile;
    this.turn = Promise.resolve();
  }

  get codings() {
    return this.waiting.reduce((codings, step) => step.apply(codings), this.said.codings);
  }

  kept(number) {
    return this.numbers.get(number) ?? number;
  }

  mine(like, more) {
    return {
      ...like,
      coder: this.me,
      whose: "mine",
      verdict: "code",
      score: null,
      cue: null,
      grounds: [],
      pending: true,
      number: temporary--,
      ...more,
    };
  }

  accept(coding) {
    const made = this.mine(coding, { status: coding.whose === "mine" ? coding.status : "accepted", reason: null });
    return this.take("accept", (kept) => ({ numbers: [kept(coding.number)] }), coding, [made]);
  }

  reject(coding) {
    const made = this.mine(coding, { status: "rejected", verdict: "reject", facets: {}, reason: null });
    return this.take("reject", (kept) => ({ numbers: [kept(coding.number)] }), coding, [made]);
  }

  change(coding, { codes = [], facets = null }) {
    const merged = Object.fromEntries(
      Object.entries({ ...coding.facets, ...(facets ?? {}) }).filter(([, values]) => values.length),
    );
    const made = (codes.length ? codes : [{ id: coding.code, label: coding.label }]).map((code) =>
      this.mine(coding, { code: code.id, label: code.label, facets: merged, status: "changed", reason: null }),
    );
    const body = (kept) => ({ number: kept(coding.number), to: codes.map((code) => code.id), facets: facets ?? {} });
    return this.take("change", body, coding, made);
  }

  put({ start, end }, codes, version) {
    const made = codes.map((code) =>
      this.mine({}, { start, end, code: code.id, label: code.label, facets: {}, status: "own", reason: null, round: null }),
    );
    return this.take("codings", () => ({ version, start, end, codes: codes.map((code) => code.id) }), null, made);
  }

  /** Show what is made at once, in the place of what it is said of, unless that is somebody else's and stays. */
  take(what, body, on, made) {
    const step = {
      what,
      on,
      made,
      shown: new Set(this.said.codings.map((one) => one.number)),
      apply: (codings) => {
        const rest = on && on.whose !== "other" ? codings.filter((one) => this.kept(one.number) !== this.kept(on.number)) : codings;
        return [...rest, ...made];
      },
    };
    this.waiting.push(step);
    this.onChange(step);
    this.turn = this.turn.then(() => this.send(step, body));
    return this.turn;
  }

  async send(step, body) {
    try {
      const answer = await post(`${this.path}/${step.what}`, { round: this.said.round, ...body((number) => this.kept(number)) });
      const numbers = answer.made.slice(-step.made.length);
      for (const [place, one] of step.made.entries()) {
        const same = answer.said.codings.find((held) => this.isSame(held, one));
        this.numbers.set(one.number, numbers[place] ?? same?.number ?? one.number);
      }
      this.drop(step, answer.said);
      this.meanwhile(step, answer);
    } catch (error) {
      const fresh = await get(this.seenPath()).catch(() => null);
      this.drop(step, fresh?.said ?? this.said);
      this.onRefused(step, error);
    }
  }

  isSame(held, one) {
    return held.whose === "mine" && held.code === one.code && held.start === one.start && held.end === one.end;
  }

  seenPath() {
    return this.said.round ? `${this.path}?round=${encodeURIComponent(this.said.round)}` : this.path;
  }

  drop(step, said) {
    this.waiting.splice(this.waiting.indexOf(step), 1);
    const grounds = new Map(this.said.codings.map((one) => [one.number, one.grounds])); // which no answer to a step repeats
    for (const one of said.codings) if (!one.grounds.length) one.grounds = grounds.get(one.number) ?? [];
    this.said = said;
    this.onChange(null);
  }

  /** What others said of the very words since the step was taken, and what stays beside one's own. */
  meanwhile(step, answer) {
    const { start, end } = step.made[0] ?? step.on;
    const others = answer.said.codings.filter(
      (one) =>
        one.whose === "other" &&
        one.start < end &&
        start < one.end &&
        (answer.beside.includes(one.number) || !step.shown.has(one.number)),
    );
    if (others.length) this.onMeanwhile(step, others);
  }

  /** Ask for what is said by now, after all steps before it. */
  refresh() {
    const asked = this.turn.then(() => get(this.seenPath()));
    this.turn = asked.catch(() => {});
    return asked.then((fresh) => {
      this.said = fresh.said;
      this.onChange(null);
    });
  }

  /** Do something else that is answered with what is said now, after all steps before it. */
  ask(path, body = {}) {
    const asked = this.turn.then(() => post(`${this.path}/${path}`, { round: this.said.round, ...body }));
    this.turn = asked.catch(() => {});
    return asked.then((answer) => {
      if (answer.said) this.said = answer.said;
      this.onChange(null);
      return answer;
    });
  }
}
