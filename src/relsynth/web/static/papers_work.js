// That somebody begins with a paper, leaves it off, finishes it or takes it up again; and where in it they were last.
import { say, told, trying, url } from "./desk.js";

export class Work {
  constructor(steps, asking, words) {
    Object.assign(this, { steps, asking, words, begun: false });
    addEventListener("pagehide", () => this.leave());
  }

  begin() {
    if (this.begun || this.steps.said.state === "finished") return;
    this.begun = true;
    this.steps.ask("work/start").catch(() => {});
  }

  leave() {
    if (!this.begun || this.steps.said.state === "finished") return;
    const token = document.querySelector('meta[name="relsynth-token"]')?.content ?? "";
    const headers = { "content-type": "application/json", "x-relsynth-token": token };
    const body = JSON.stringify({ round: this.steps.said.round });
    fetch(url(`${this.steps.path}/work/stop`), { method: "POST", keepalive: true, headers, body }).catch(() => {});
  }

  async finish() {
    const { steps, words } = this;
    const { waiting, without_proposals: without } = steps.said;
    if (waiting && !without) {
      const title = told(words["papers.finish_sure"], { count: waiting });
      if (!(await this.asking.ask(title, [], () => true, { save: words["papers.finish_short"] }))) return;
    }
    if (await trying(() => steps.ask("work/finish"))) say(words["papers.done"]);
  }

  async reopen() {
    if (await trying(() => this.steps.ask("work/reopen"))) say(this.words["papers.reopened"]);
  }
}

/** Where in a paper one was last in this window, as an offset; null where one was not. */
export function placeKept(document) {
  const kept = sessionStorage.getItem(`relsynth.at.${document}`);
  return kept === null ? null : Number(kept);
}
export const keepPlace = (document, start) => sessionStorage.setItem(`relsynth.at.${document}`, String(start));
