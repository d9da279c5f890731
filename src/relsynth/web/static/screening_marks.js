// Words that speak for a record and against it, highlighted over its text: no markup is put into what a record says.
const KEPT = "relsynth.marks";
const NAMES = { for: "speaks-for", against: "speaks-against" };

/** What people of this browser have chosen: { for, against, learned, shown }; else the protocol's. */
export function marksKept(usual) {
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
  return { for: usual.for, against: usual.against, learned: true, shown: true, ...kept };
}
export const keepMarks = (marks) => localStorage.setItem(KEPT, JSON.stringify(marks));
export const forgetMarks = () => localStorage.removeItem(KEPT);

/** What finds words in a text, the longest first; null where there are none. A last * stands for any ending. */
export function patternOf(words) {
  const found = words.map(patternOfOne).filter((one) => one !== null);
  if (!found.length) return null;
  found.sort((a, b) => b.length - a.length);
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${found.join("|")})`, "giu");
}
function patternOfOne(word) {
  const parts = word.match(/[\p{L}\p{N}_'’]+(?:-[\p{L}\p{N}_'’]+)*/gu);
  if (!parts) return null;
  const ending = word.trimEnd().endsWith("*") ? "[\\p{L}\\p{N}_]*" : "(?![\\p{L}\\p{N}_])";
  return parts.map((part) => part.replace(/['’]/g, "['’]")).join("[^\\p{L}\\p{N}_]+") + ending;
}

/** Highlight words within elements: the team's, and the ranking's of this record where the team says nothing of them. */
export function highlight(elements, marks, terms) {
  if (!globalThis.CSS?.highlights) return;
  const team = new Set([...marks.for, ...marks.against].map((word) => word.toLowerCase()));
  const learned = (speaks) =>
    marks.learned ? terms.filter((one) => speaks(one.weight) && !team.has(one.text)).map((one) => one.text) : [];
  const words = {
    for: [...marks.for, ...learned((weight) => weight > 0)],
    against: [...marks.against, ...learned((weight) => weight < 0)],
  };
  for (const [side, name] of Object.entries(NAMES)) {
    const pattern = marks.shown ? patternOf(words[side]) : null;
    CSS.highlights.set(name, new Highlight(...(pattern ? rangesOf(elements, pattern) : [])));
  }
}
function rangesOf(elements, pattern) {
  const ranges = [];
  for (const element of elements) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const hit of walker.currentNode.data.matchAll(pattern)) {
        const range = new Range();
        range.setStart(walker.currentNode, hit.index);
        range.setEnd(walker.currentNode, hit.index + hit[0].length);
        ranges.push(range);
      }
    }
  }
  return ranges;
}
