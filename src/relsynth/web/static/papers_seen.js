// Which paragraphs somebody has seen, kept in this browser: been at, or had before their eyes for a moment.
const LONG_ENOUGH = 1200; // milliseconds

export class Seen {
  constructor(document) {
    this.key = `relsynth.seen.${document}`;
    this.there = new Set(JSON.parse(localStorage.getItem(this.key) ?? "[]"));
    this.timers = new Map();
  }

  has(paragraph) {
    return this.there.has(paragraph);
  }

  add(paragraph) {
    if (this.there.has(paragraph)) return;
    this.there.add(paragraph);
    localStorage.setItem(this.key, JSON.stringify([...this.there]));
  }

  watch(paragraphs) {
    this.observer?.disconnect();
    this.observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          clearTimeout(this.timers.get(target));
          if (isIntersecting) this.timers.set(target, setTimeout(() => this.add(Number(target.dataset.place)), LONG_ENOUGH));
        }
      },
      { threshold: 0.9 },
    );
    for (const one of paragraphs) this.observer.observe(one);
  }
}
