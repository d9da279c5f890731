// What travels with the page, read into columns of numbers. A coding is a place in each
// column. Its texts stand behind the script, so that the grid is drawn before the browser has
// come to them, in blocks, each of which is parsed when the first of its texts is asked for.

const block = (id) => JSON.parse(document.getElementById(id).textContent);
const data = block('data');
const ANYWHERE = ''; // the column that counts a study wherever the code lies
const UNCODED = '(not coded)';

const studies = data.studies;
const studyOf = Int32Array.from(data.codings.study); // in ascending order
const codeOf = Int32Array.from(data.codings.code);
const flags = Uint8Array.from(data.codings.flags);
const total = studyOf.length;
const isEvidence = (at) => (flags[at] & 1) !== 0;
const isLack = (at) => (flags[at] & 2) !== 0;
const coderOf = (at) => (flags[at] & 4 ? 'person' : 'machine');

let quotes = null;
const areQuotesThere = () => document.readyState !== 'loading';
const told = () => (quotes ??= block('quotes'));

const read = []; // block → its texts, once the first of them was asked for
const textAt = (number) => (read[Math.floor(number / data.block)] ??=
  block(`texts-${Math.floor(number / data.block)}`))[number % data.block];
const said = (at, name) => textAt(told()[name][at]);

const folded = []; // number of a quote → its text in small letters, for the search
const foldedAt = (number) => (folded[number] ??= textAt(number).toLowerCase());
let prepared = 0; // codings whose quotes are folded

// Folds quotes until the time is over: in idle moments, so that the first letter of a search need not wait for it.
function fold(hasTime = () => true) {
  const {quote} = told();
  while (prepared < total && hasTime()) {
    const end = Math.min(total, prepared + 500);
    while (prepared < end) foldedAt(quote[prepared++]);
  }
  return prepared === total;
}

// ── Axes ────────────────────────────────────────────────────────────────────

const domains = data.domains.map(([id, label]) => (
  {id, label, domain: id, key: `domain:${id}`, gaps: [], isDomain: true}));
const constructs = data.constructs.map((row) => ({...row, key: `construct:${row.id}`}));

function rowsOf(axis) {
  if (axis.id === 'construct') return constructs;
  if (axis.id === 'domain') return domains;
  return axis.values.map((value) => ({...value, key: `${axis.id}:${value.id}`, gaps: []}));
}

const axes = new Map(data.axes.map((axis) => [axis.id, {missing: 'Not coded', ...axis, values: rowsOf(axis)}]));
const lists = [...axes.values()].filter(({kind, id}) => kind !== 'code' || id === 'domain'); // those with a filter
const facets = [...axes.values()].filter(({kind}) => kind === 'coding');
const characteristics = [...axes.values()].filter(({kind}) => kind === 'study');
const isOfStudies = (axis) => axis.kind === 'study';

// coding → number of the set of values that the axis says of it
function setsOf(axis) {
  if (!axis.every) {
    const of = Int32Array.from(axis.of);
    const places = {coding: null, study: studyOf, code: codeOf}[axis.kind];
    axis.every = places ? places.map((place) => of[place]) : of;
  }
  return axis.every;
}

const valuesAt = (axis, set) => axis.sets[set].map((value) => axis.values[value]);
const hasMissing = (axis) => axis.sets.some((set, at) => !set.length && axis.of.includes(at));

// The rows that an axis makes, in groups, and the slots that each of its sets counts in.
function layOut(axis) {
  if (axis.rows) return axis.rows;
  const missing = hasMissing(axis) ? [{id: UNCODED, key: `${axis.id}:${UNCODED}`, label: axis.missing, gaps: []}] : [];
  const members = [...axis.values, ...missing];
  const isNested = axis.id === 'construct';
  const groups = isNested
    ? domains.map((head) => ({head, members: members.filter((row) => row.domain === head.id)}))
    : [{head: null, members}];
  const all = groups.flatMap(({head, members: own}) => (head ? [head, ...own] : own));
  const slot = new Map(all.map((row, at) => [row.key, at]));
  const slotsOf = (row) => (isNested ? [slot.get(row.key), slot.get(`domain:${row.domain}`)] : [slot.get(row.key)]);
  const sets = axis.sets.map((set) =>
    set.length ? [...new Set(set.flatMap((value) => slotsOf(axis.values[value])))] : missing.flatMap(slotsOf));
  axis.rows = {groups, all, slot, sets};
  return axis.rows;
}

// The same for columns: the first counts a study anywhere.
function lineUp(axis) {
  if (axis.columns) return axis.columns;
  const missing = hasMissing(axis) ? [{id: UNCODED, label: axis.missing}] : [];
  const all = [{id: ANYWHERE, label: 'All'}, ...axis.values, ...missing].map((column, slot) => ({...column, slot}));
  const sets = axis.sets.map((set) => [0, ...(set.length ? set.map((value) => value + 1) : missing.map(() => all.length - 1))]);
  axis.columns = {all, sets};
  return axis.columns;
}
