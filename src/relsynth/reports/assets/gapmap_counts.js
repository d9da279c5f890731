// What is asked of the map, and the counts that answer it. No element is made here;
// the address and the form are all that is read or written.

const Z = 1.959964; // 95%, as in the table that was written without a script
const form = document.querySelector('#filters form');

// ── What is asked, kept in the address ──────────────────────────────────────

form.reset(); // browsers refill forms on reload; the address alone decides
const defaults = {...Object.fromEntries(new FormData(form)), gaps: '', row: '', col: ''};
let chosen = {row: '', col: ''};

const asked = () => ({...defaults, ...Object.fromEntries(new FormData(form)), ...chosen});

function restore() {
  const kept = new URLSearchParams(location.hash.slice(1));
  form.reset();
  for (const [name, value] of kept) {
    const control = form.elements.namedItem(name);
    if (!control) continue;
    const standing = control.value;
    control.checked = value === standing;
    control.value = value;
    if (control.value !== value) control.value = standing; // no such option in this map
  }
  chosen = {row: kept.get('row') ?? '', col: kept.get('col') ?? ANYWHERE};
  choosable();
}

// Leaves no cell chosen that these rows and columns do not have: without its row none is, without its column the row is.
function choosable() {
  const {rows, cols} = asked();
  const hasRow = layOut(axes.get(rows)).slot.has(chosen.row);
  const hasColumn = lineUp(axes.get(cols)).all.some(({id}) => id === chosen.col);
  chosen = {row: hasRow ? chosen.row : '', col: hasRow && hasColumn ? chosen.col : ANYWHERE};
}

function keep({replacing = false} = {}) {
  const kept = Object.entries(asked()).filter(([name, value]) => value !== defaults[name]);
  const address = `#${new URLSearchParams(kept)}`;
  if (address !== (location.hash || '#')) history[replacing ? 'replaceState' : 'pushState'](null, '', address);
}

// ── Who and what passes the filters ─────────────────────────────────────────

const isWithin = ({year}, {from, to}) =>
  (!from || (year !== null && year >= Number(from))) && (!to || (year !== null && year <= Number(to)));
const isNamed = (row, words) => row.label.toLowerCase().includes(words);
const wordsOf = (ask) => ask.q.trim().toLowerCase();

// set → whether it has the value that is asked for
const fits = (axis, value) => Uint8Array.from(axis.sets, (set) =>
  value === UNCODED ? !set.length : set.some((at) => axis.values[at].id === value));

function studiesWithin(ask) {
  const wanted = characteristics.filter(({id}) => ask[id]).map((axis) => [axis.of, fits(axis, ask[axis.id])]);
  return Uint8Array.from(studies, (study, at) => isWithin(study, ask) && wanted.every(([of, good]) => good[of[at]]));
}

function withWords(words) {
  const {quote} = told();
  const known = new Int8Array(data.texts); // 1 has the words, -1 has not
  const named = Uint8Array.from(constructs, (row) => isNamed(row, words));
  const construct = axes.get('construct');
  const own = setsOf(construct);
  return (at) => {
    const line = quote[at];
    known[line] ||= foldedAt(line).includes(words) ? 1 : -1;
    return known[line] > 0 || named[construct.sets[own[at]][0]] === 1;
  };
}

const everything = Int32Array.from({length: total}, (_, at) => at);
const evidence = everything.filter(isEvidence);

// What a coding's flags are → whether it is counted.
const flagsWanted = (ask) => Uint8Array.from({length: 8}, (_, flag) =>
  (ask.count === 'all' || Boolean(flag & 1) === (ask.count === 'evidence')) &&
  (!ask.coder || (ask.coder === 'person') === Boolean(flag & 4)));

// Those places whose value in the column is wanted: a loop that does nothing but look up.
function sift(found, column, wanted) {
  const kept = new Int32Array(found.length);
  let count = 0;
  for (let at = 0; at < found.length; at += 1) {
    if (wanted[column[found[at]]]) {
      kept[count] = found[at];
      count += 1;
    }
  }
  return kept.subarray(0, count);
}

// The codings that are counted, as their places in ascending order.
function sieve(ask, within) {
  const tests = [[studyOf, within], [flags, flagsWanted(ask)]];
  for (const axis of lists) {
    if (isOfStudies(axis) || !ask[axis.id]) continue;
    tests.push([setsOf(axis), fits(axis, ask[axis.id])]);
  }
  if (ask.gaps) {
    const axis = axes.get('construct');
    tests.push([setsOf(axis), Uint8Array.from(axis.sets, ([at]) => constructs[at].gaps.length > 0)]);
  }
  const found = tests.reduce((left, [column, wanted]) => sift(left, column, wanted), everything);
  return wordsOf(ask) && areQuotesThere() ? found.filter(withWords(wordsOf(ask))) : found;
}

// ── Counting ────────────────────────────────────────────────────────────────

const [PRESENT, BARRIER, FACILITATOR, PERSON, EARLY] = [1, 2, 4, 8, 16];

const bitsOf = (() => {
  const late = new Set(data.late);
  const holds = (id, values) => {
    const axis = axes.get(id);
    return axis ? [setsOf(axis), axis.sets.map((set) => set.some((at) => values.has(axis.values[at].id)))] : [[], []];
  };
  const [role, isBarrier] = holds('role', new Set(['barrier']));
  const [, isFacilitator] = holds('role', new Set(['facilitator']));
  const [section, isLate] = holds('section', late);
  return Uint8Array.from(flags, (flag, at) =>
    (flag & 2 ? 0 : PRESENT) | (isBarrier[role[at]] ? BARRIER : 0) | (isFacilitator[role[at]] ? FACILITATOR : 0) |
    (flag & 4 ? PERSON : 0) | (isLate[section[at]] ? 0 : EARLY));
})();
const isPlaced = Uint8Array.from(studies, (study) => study.sectioned && !study.lessons_paper);
const MEASURES = ['k', 'lack', 'barrier', 'facilitator', 'people', 'placed', 'late'];

// (row, column) → studies of each kind. Codings come by study, so that what a study says in a
// cell can be gathered in its bits, and is counted when the next study, or the end, is reached.
function tally(counted, rows, columns) {
  const width = columns.of.all.length;
  const size = rows.of.all.length * width;
  const cells = Object.fromEntries(MEASURES.map((name) => [name, new Int32Array(size)]));
  const [last, bits, live] = [new Int32Array(size).fill(-1), new Uint8Array(size), new Uint8Array(width)];
  const count = (cell) => {
    const own = bits[cell];
    cells.k[cell] += 1;
    if (!(own & PRESENT)) cells.lack[cell] += 1;
    if (own & BARRIER) cells.barrier[cell] += 1;
    if (own & FACILITATOR) cells.facilitator[cell] += 1;
    if (own & PERSON) cells.people[cell] += 1;
    if (isPlaced[last[cell]]) {
      cells.placed[cell] += 1;
      if (!(own & EARLY)) cells.late[cell] += 1;
    }
  };
  for (const at of counted) {
    const [study, own] = [studyOf[at], bitsOf[at]];
    const across = columns.of.sets[columns.every[at]];
    for (const column of across) live[column] = 1;
    for (const row of rows.of.sets[rows.every[at]]) {
      for (const column of across) {
        const cell = row * width + column;
        if (last[cell] === study) {
          bits[cell] |= own;
          continue;
        }
        if (last[cell] >= 0) count(cell);
        last[cell] = study;
        bits[cell] = own;
      }
    }
  }
  for (let cell = 0; cell < size; cell += 1) if (last[cell] >= 0) count(cell);
  return {...cells, live, width};
}

// (row, column) → the studies that could be in it: all of them, but where rows or columns are characteristics.
function denominators(within, rows, columns) {
  const [width, height] = [columns.of.all.length, rows.of.all.length];
  const [down, across] = [isOfStudies(rows.axis), isOfStudies(columns.axis)];
  const n = new Int32Array(width * height);
  const everyRow = [...Array(height).keys()];
  const everyColumn = [...Array(width).keys()];
  if (!down && !across) return n.fill(within.reduce((sum, one) => sum + one, 0));
  within.forEach((isIn, study) => {
    if (!isIn) return;
    const own = across ? columns.of.sets[columns.axis.of[study]] : everyColumn;
    for (const row of down ? rows.of.sets[rows.axis.of[study]] : everyRow) for (const column of own) n[row * width + column] += 1;
  });
  return n;
}

function wilson(k, n) {
  if (!n) return [0, 1];
  const [share, z2] = [k / n, Z * Z];
  const centre = share + z2 / (2 * n);
  const reach = Z * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return [Math.max(0, centre - reach), Math.min(1 + z2 / n, centre + reach)].map((end) => end / (1 + z2 / n));
}

const known = new Map(); // rows and columns → what no filter changes
function unfiltered(rows, columns, {cells, counted: asIs, ask}) {
  const key = `${rows.axis.id} ${columns.axis.id}`;
  if (!known.has(key)) {
    const isSame = ask.count === 'evidence' && asIs.length === evidence.length;
    const {k, live: counted} = isSame ? cells : tally(evidence, rows, columns);
    const coded = new Uint8Array(columns.of.all.length);
    const used = isOfStudies(columns.axis) ? columns.every : columns.axis.sets.keys(); // a set is there if a coding has it
    for (const set of new Set(used)) for (const column of columns.of.sets[set]) coded[column] = 1;
    const isCoded = columns.of.all.some(({id}, at) => id !== ANYWHERE && id !== UNCODED && coded[at]);
    known.set(key, {k, counted, coded, isCoded});
  }
  return known.get(key);
}

// One look at the map: what is asked, and all that is needed to draw the answer.
function survey() {
  const ask = asked();
  const [down, across] = [axes.get(ask.rows), axes.get(ask.cols)];
  const rows = {axis: down, of: layOut(down), every: setsOf(down)};
  const columns = {axis: across, of: lineUp(across), every: setsOf(across)};
  const within = studiesWithin(ask);
  const counted = sieve(ask, within);
  const cells = tally(counted, rows, columns);
  const words = wordsOf(ask);
  const isShown = (row) =>
    (row.domain === undefined || !ask.domain || row.domain === ask.domain) &&
    (row.domain === undefined || row.isDomain || !ask.gaps || row.gaps.length > 0) &&
    (!words || cells.k[rows.of.slot.get(row.key) * cells.width] > 0 || isNamed(row, words));
  return {
    ask, rows, columns, counted, cells,
    whole: unfiltered(rows, columns, {cells, counted, ask}),
    n: denominators(within, rows, columns),
    studies: within.reduce((sum, one) => sum + one, 0),
    undated: ask.from || ask.to ? studies.filter(({year}) => year === null).length : 0,
    groups: rows.of.groups
      .map(({head, members}) => ({head, members: members.filter(isShown)}))
      .filter(({members}) => members.length),
  };
}

// Places of the counted codings in one cell.
function codingsIn({rows, columns, counted}, row, column) {
  const slot = rows.of.slot.get(row.key);
  const down = rows.of.sets.map((slots) => slots.includes(slot));
  const across = columns.of.sets.map((slots) => slots.includes(column.slot));
  return counted.filter((coding) => down[rows.every[coding]] && across[columns.every[coding]]);
}
