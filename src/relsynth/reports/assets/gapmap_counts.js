// What is asked of the map, and the counts that answer it. No element is made here;
// the address and the form are all that is read or written.

const data = JSON.parse(document.getElementById('data').textContent);
const Z = 1.959964; // 95%, as in the table that was written without a script
const ANYWHERE = ''; // the column that counts a study wherever the code lies
const UNCODED = '(not coded)';

const form = document.querySelector('#filters form');

// ── What the data hold ──────────────────────────────────────────────────────

const named = ([id, label]) => ({id, label});
const facets = data.facets.map((facet) => ({...facet, values: facet.values.map(named)}));
const domains = data.domains.map(named).map((row) => ({...row, key: `domain:${row.id}`, gaps: [], isDomain: true}));
const constructs = data.constructs.map((construct) => ({...construct, key: `construct:${construct.id}`}));
const groups = domains.map((domain) => ({domain, members: constructs.filter((row) => row.domain === domain.id)}));
const rows = new Map([...domains, ...constructs].map((row) => [row.key, row]));
const text = (index) => data.texts[index];
const folded = data.texts.map((line) => line.toLowerCase());

const codings = data.codings.map(
  ([construct, study, flags, code, quote, before, after, path, place, cue, mark, ...coded]) => ({
    row: constructs[construct], study, code, quote, before, after, path, place, cue, mark,
    evidence: Boolean(flags & 1),
    lack: Boolean(flags & 2),
    coder: flags & 4 ? 'person' : 'machine',
    coded: coded.map((values) => values || []),
  }),
);

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
  const row = kept.get('row') ?? '';
  chosen = rows.has(row) ? {row, col: kept.get('col') ?? ANYWHERE} : {row: '', col: ''};
}

function keep({replacing = false} = {}) {
  const kept = Object.entries(asked()).filter(([name, value]) => value !== defaults[name]);
  const address = `#${new URLSearchParams(kept)}`;
  if (address !== (location.hash || '#')) history[replacing ? 'replaceState' : 'pushState'](null, '', address);
}

// ── Counting ────────────────────────────────────────────────────────────────

const isWithin = ({year}, {from, to}) =>
  (!from || (year !== null && year >= Number(from))) && (!to || (year !== null && year <= Number(to)));

const isNamed = (row, words) => row.label.toLowerCase().includes(words);
const wordsOf = (ask) => ask.q.trim().toLowerCase();

function sieve(ask) {
  const words = wordsOf(ask);
  const studies = data.studies.map((study) => isWithin(study, ask));
  const wanted = facets.flatMap(({id, values}, at) =>
    ['role', 'level'].includes(id) && ask[id] ? [[at, values.findIndex((value) => value.id === ask[id])]] : []);
  return (coding) =>
    studies[coding.study] &&
    (ask.count === 'all' || coding.evidence === (ask.count === 'evidence')) &&
    (!ask.coder || coding.coder === ask.coder) &&
    (!ask.domain || coding.row.domain === ask.domain) &&
    (!ask.gaps || coding.row.gaps.length) &&
    wanted.every(([at, value]) => coding.coded[at].includes(value)) &&
    (!words || folded[coding.quote].includes(words) || isNamed(coding.row, words));
}

function columnsOf(coding, at) {
  const values = coding.coded[at];
  return values.length ? values.map((value) => facets[at].values[value].id) : [UNCODED];
}

// (row, column) → study → whether it reports presence, and not lack alone
function tally(counted, at) {
  const cells = new Map();
  const studiesIn = (row, column) => cells.get(row)?.get(column) ?? new Map();
  for (const coding of counted) {
    for (const row of [coding.row.key, `domain:${coding.row.domain}`]) {
      for (const column of [ANYWHERE, ...columnsOf(coding, at)]) {
        const studies = studiesIn(row, column);
        studies.set(coding.study, studies.get(coding.study) || !coding.lack);
        if (!cells.has(row)) cells.set(row, new Map());
        cells.get(row).set(column, studies);
      }
    }
  }
  return studiesIn;
}

function wilson(k, n) {
  if (!n) return [0, 1];
  const [share, z2] = [k / n, Z * Z];
  const centre = share + z2 / (2 * n);
  const reach = Z * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return [Math.max(0, centre - reach), Math.min(1 + z2 / n, centre + reach)].map((end) => end / (1 + z2 / n));
}

const counting = new Map(); // facet → what no filter changes
function unfiltered(at) {
  if (!counting.has(at)) {
    const evidence = codings.filter((coding) => coding.evidence);
    const columnsIn = (some) => new Set(some.flatMap((coding) => columnsOf(coding, at)));
    counting.set(at, {studiesIn: tally(evidence, at), counted: columnsIn(evidence), coded: columnsIn(codings)});
  }
  return counting.get(at);
}

// One look at the map: what is asked, and all that is needed to draw the answer.
function survey() {
  const ask = asked();
  const at = facets.findIndex(({id}) => id === ask.facet);
  const counted = codings.filter(sieve(ask));
  const whole = unfiltered(at);
  const live = new Set(counted.map((coding) => coding.row));
  const words = wordsOf(ask);
  const isShown = (row) =>
    (!ask.domain || row.domain === ask.domain) &&
    (!ask.gaps || row.gaps.length) &&
    (!words || live.has(row) || isNamed(row, words));
  const uncoded = whole.coded.has(UNCODED) ? [{id: UNCODED, label: 'Not coded'}] : [];
  return {
    ask, at, counted, whole,
    n: data.studies.filter((study) => isWithin(study, ask)).length,
    undated: ask.from || ask.to ? data.studies.filter(({year}) => year === null).length : 0,
    studiesIn: tally(counted, at),
    live: new Set(counted.flatMap((coding) => columnsOf(coding, at))),
    columns: [{id: ANYWHERE, label: 'All'}, ...facets[at].values, ...uncoded],
    groups: groups
      .map(({domain, members}) => ({domain, members: members.filter(isShown)}))
      .filter(({members}) => members.length),
  };
}
