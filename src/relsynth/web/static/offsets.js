// Offsets: the desk keeps code points, the browser counts UTF-16 units. Only this module turns the one into the other.
const isHigh = (unit) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit) => unit >= 0xdc00 && unit <= 0xdfff;

/** How many of `sorted` numbers are smaller than `limit`. */
function below(sorted, limit, of = (value) => value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(sorted[middle], middle) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Offsets of one text: gone through once, then each costs a search among its pairs of units. */
export class Scale {
  constructor(text) {
    this.pairs = []; // where a character of two units begins
    for (let at = 0; at + 1 < text.length; at += 1) {
      if (isHigh(text.charCodeAt(at)) && isLow(text.charCodeAt(at + 1))) this.pairs.push(at++);
    }
    this.units = text.length;
    this.points = text.length - this.pairs.length;
  }

  /** UTF-16 units before a code point. */
  toUnits(point) {
    return point + below(this.pairs, point, (unit, turn) => unit - turn);
  }

  /** Code points before a UTF-16 unit; one within a character stands for its `inside`: its start, or its end. */
  toPoints(unit, inside = "start") {
    const before = below(this.pairs, unit);
    const within = before > 0 && this.pairs[before - 1] + 1 === unit;
    return unit - before + (within && inside === "end" ? 1 : 0);
  }
}

export const pointsIn = (text) => new Scale(text).points;

/** Where a text stands in text nodes: each holds the stretch of it that begins at `start`, in code points. */
export class Places {
  constructor(parts) {
    this.parts = parts.map(({ node, start }) => {
      const scale = new Scale(node.data);
      return { node, start, end: start + scale.points, scale };
    });
    this.byNode = new Map(this.parts.map((part) => [part.node, part]));
  }

  /** The part that a code point stands in; one between two parts stands in the earlier one, at its end. */
  part(point) {
    return this.parts[Math.max(0, below(this.parts, point + 1, (part) => part.start) - 1)];
  }

  /** The stretch [start, end) as a range of the page; `live` where geometry is asked of it. */
  range(start, end, { live = false } = {}) {
    const first = this.part(start);
    const last = this.part(Math.max(start, end - 1));
    const unit = (part, point) => part.scale.toUnits(Math.min(Math.max(point - part.start, 0), part.scale.points));
    const ends = {
      startContainer: first.node,
      startOffset: unit(first, start),
      endContainer: last.node,
      endOffset: unit(last, end),
    };
    if (!live) return new StaticRange(ends);
    const range = document.createRange();
    range.setStart(ends.startContainer, ends.startOffset);
    range.setEnd(ends.endContainer, ends.endOffset);
    return range;
  }

  /** The code point at a unit of a text node; null where the node is none of ours. */
  point(node, unit, inside = "start") {
    const part = this.byNode.get(node);
    return part ? part.start + part.scale.toPoints(unit, inside) : null;
  }

  /** What a range of the page covers of the text, as [start, end) without white space around it; null for nothing. */
  covered(range) {
    const touched = this.parts.filter(({ node }) => range.intersectsNode(node));
    if (!touched.length) return null;
    const [first, last] = [touched[0], touched.at(-1)];
    let start = range.startContainer === first.node ? this.point(first.node, range.startOffset, "start") : first.start;
    let end = range.endContainer === last.node ? this.point(last.node, range.endOffset, "end") : last.end;
    while (start < end && this.isSpace(start)) start += 1;
    while (start < end && this.isSpace(end - 1)) end -= 1;
    return start < end ? { start, end } : null;
  }

  isSpace(point) {
    const part = this.part(point);
    return point >= part.end || /\s/u.test(part.node.data.charAt(part.scale.toUnits(point - part.start)));
  }

  /** The words of a stretch; paragraphs end lines. */
  quote(start, end) {
    return this.parts
      .filter((part) => part.start < end && start < part.end)
      .map(({ node, scale, start: from }) =>
        node.data.slice(scale.toUnits(Math.max(0, start - from)), scale.toUnits(Math.min(end - from, scale.points))),
      )
      .join("\n");
  }
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
/** Words of a text that begins at `start`, each as [start, end) in code points; signs and spaces are none. */
export function wordsIn(text, start = 0) {
  const scale = new Scale(text);
  return [...segmenter.segment(text)]
    .filter((one) => one.isWordLike || /\p{Emoji_Presentation}/u.test(one.segment))
    .map(({ index, segment }) => ({
      start: start + scale.toPoints(index),
      end: start + scale.toPoints(index + segment.length),
    }));
}
