// What is on view, saved to a file: made here, in the page, and handed to the browser.

const NEWLINE = '\r\n'; // RFC 4180
const FORMULA = /^[=+\-@\t\r\n]/; // what a spreadsheet would run

// A text that would be taken for a formula gets an apostrophe before it, as in every table of relsynth.
function field(value) {
  const written = value === null || value === undefined ? '' : String(value);
  const safe = FORMULA.test(written) && !(Number.isFinite(Number(written)) && written.trim()) ? `'${written}` : written;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const notesOf = () => [
  `${data.about.title}: ${titleOf(look)}.`, statusOf(look), `${data.about.scope}.`,
  `Codebook ${data.about.codebook}; coded by ${data.about.coders.join(', ') || 'nobody yet'}; ${data.about.made}.`,
  'Counts are studies, never segments; intervals are Wilson\'s, at 95%.', ...data.about.notes,
];

// Heads stand also above nothing, so that a program finds its columns where a filter has left no record.
function toCsv(heads, records) {
  const written = [heads, ...records.map((record) => heads.map((head) => record[head]))];
  return [...written, ...notesOf().map((note) => [`# ${note}`])]
    .map((record) => record.map(field).join(',')).join(NEWLINE) + NEWLINE;
}

const onView = () => look.groups.flatMap(({head, members}) => (head ? [head, ...members] : members));

function cellRecord(row, column) {
  const own = figureOf(look, row, column);
  const [lower, upper] = wilson(own.k, own.n);
  return {
    row: row.key, row_label: row.label, column: column.id || 'all', column_label: column.label,
    k: own.k, n: own.n, lower: own.n ? lower.toFixed(4) : null, upper: own.n ? upper.toFixed(4) : null,
    lack_only: own.lack, barrier: own.barrier, facilitator: own.facilitator, by_people: own.people,
    late_only: own.late, judged_by_place: own.placed, says: own.words,
    gaps: row.gaps.map(({name}) => name).join('; '),
  };
}
const cellRecords = () => onView().flatMap((row) => look.columns.of.all.map((column) => cellRecord(row, column)));

const labelsAt = (axis, set) => valuesAt(axis, set).map(({label}) => label).join('; ');
function codingRecord(at) {
  const study = studies[studyOf[at]];
  return {
    study: study.citation, year: study.year, doi: study.doi,
    construct: constructOf(at).id, code: data.codes[codeOf[at]],
    evidence: isEvidence(at), lack: isLack(at), coder: coderOf(at),
    ...Object.fromEntries(facets.map((axis) => [axis.id, labelsAt(axis, axis.of[at])])),
    ...Object.fromEntries(characteristics.filter(({id}) => id !== 'year')
      .map((axis) => [`study_${axis.id}`, labelsAt(axis, axis.of[studyOf[at]])])),
    quote: said(at, 'quote'), path: said(at, 'path'), place: said(at, 'place'), cue: said(at, 'cue'),
  };
}

function codingRecords() {
  const rows = new Set(onView().map((row) => look.rows.of.slot.get(row.key)));
  const isOnView = look.rows.of.sets.map((slots) => slots.some((slot) => rows.has(slot)));
  return Array.from(look.counted.filter((at) => isOnView[look.rows.every[at]]), codingRecord);
}

const headsOfCells = () => Object.keys(cellRecord(look.rows.of.all[0], look.columns.of.all[0]));
const headsOfCodings = () => (total ? Object.keys(codingRecord(0)) : []);

const toJson = () => JSON.stringify({
  ...data.about, view: titleOf(look), asked: Object.fromEntries(Object.entries(look.ask).filter(([, value]) => value)),
  address: location.hash, notes: notesOf(), cells: cellRecords(), codings: codingRecords(),
}, null, 1);

// ── The grid as a picture ───────────────────────────────────────────────────

const [HEAD, LINE, LABEL, TOTAL, WIDE] = [110, 22, 330, 112, 76]; // px: head, a line, the label's column, that of all, a cell
const NARROWEST = 640; // px; a title and its notes want room where columns are few

// The picture as plain strokes, which both the drawing and the painting below are made of.
function strokes() {
  const paper = {page: '#ffffff', ink: '#1a1e23', muted: '#555e68', rule: '#d5dade'};
  const columns = look.columns.of.all;
  const found = [];
  const rows = onView();
  const write = (words, x, y, more) => found.push({kind: 'text', words, x, y, fill: paper.ink, size: 12, anchor: 'start', ...more});
  const place = (index) => LABEL + (index ? TOTAL + (index - 1) * WIDE : 0);
  const wide = (index) => place(index + 1) - place(index);
  const width = Math.max(NARROWEST, place(columns.length) + 20);
  const notes = notesOf().slice(1).flatMap((note) => broken(note, Math.floor(width / 5.6)));
  const height = HEAD + rows.length * LINE + 24 + notes.length * 16;
  found.push({kind: 'rect', x: 0, y: 0, width, height, fill: paper.page});
  write(titleOf(look), 10, 24, {size: 16, weight: 600});
  columns.forEach((column, index) => {
    broken(column.label, 12).slice(0, 6).map((part) => cut(part, 14)).forEach((part, at, all) =>
      write(part, place(index) + wide(index) / 2, HEAD - 8 - 12 * (all.length - 1 - at), {anchor: 'middle', size: 10.5}));
  });
  rows.forEach((row, index) => {
    const y = HEAD + index * LINE;
    const isHead = row.isDomain && look.rows.axis.id === 'construct';
    write(cut(row.label, 44), isHead || !row.isDomain ? 10 + (isHead ? 0 : 8) : 10, y + 15, {weight: isHead ? 600 : 400});
    columns.forEach((column, at) => {
      const own = figureOf(look, row, column);
      const [fill, ink] = coloursOf(own);
      found.push({kind: 'rect', x: place(at), y, width: wide(at) - 1, height: LINE - 1, fill});
      write([own.figure, own.small].join(' ').trim(), place(at) + wide(at) / 2, y + 15, {anchor: 'middle', fill: ink, size: own.small ? 9.5 : 11.5});
    });
  });
  notes.forEach((note, at) => write(note, 10, HEAD + rows.length * LINE + 22 + 16 * at, {size: 10, fill: paper.muted}));
  return {found, width, height};
}

const cut = (words, most) => ([...words].length > most ? `${[...words].slice(0, most - 1).join('')}…` : words);

function broken(words, most) {
  const parts = [''];
  for (const word of words.split(' ')) {
    const longer = `${parts.at(-1)} ${word}`.trim();
    if (longer.length <= most || !parts.at(-1)) parts[parts.length - 1] = longer;
    else parts.push(word);
  }
  return parts;
}

const COLOURS = {
  s1: ['#e9f1f8'], s2: ['#cde1f2'], s3: ['#a6cbe8'], s4: ['#6eacdb', '#0f1317'], s5: ['#17528a', '#ffffff'],
  b2: ['#e8a87c'], b1: ['#f6ddca'], f0: ['#eceef0'], f1: ['#d3e8d6'], f2: ['#8cc79a'], hatched: ['#f6ebe3', '#8a3b0c'],
};
const coloursOf = ({look: own, state}) => [...(COLOURS[state] ?? COLOURS[own] ?? ['#ffffff', '#555e68']), '#1a1e23'].slice(0, 2);

function toSvg() {
  const {found, width, height} = strokes();
  const made = shape('svg', {xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'font-family': 'sans-serif'},
    shape('title', {}, `${data.about.title}: ${titleOf(look)}`),
    found.map((stroke) => (stroke.kind === 'rect'
      ? shape('rect', {x: stroke.x, y: stroke.y, width: stroke.width, height: stroke.height, fill: stroke.fill})
      : shape('text', {
        x: stroke.x, y: stroke.y, fill: stroke.fill, 'font-size': stroke.size, 'text-anchor': stroke.anchor,
        'font-weight': stroke.weight ?? null,
      }, printable(stroke.words)))));
  return new XMLSerializer().serializeToString(made);
}

// Signs that XML has no place for would make the drawing unreadable.
const printable = (words) => words.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD');

const LARGEST = 16384; // px a side, the least that browsers paint
function toPng() {
  const {found, width, height} = strokes();
  const scale = Math.min(2, LARGEST / width, LARGEST / height);
  const canvas = element('canvas', {width: Math.floor(width * scale), height: Math.floor(height * scale)});
  const pen = canvas.getContext('2d');
  pen.scale(scale, scale);
  for (const stroke of found) {
    pen.fillStyle = stroke.fill;
    if (stroke.kind === 'rect') pen.fillRect(stroke.x, stroke.y, stroke.width, stroke.height);
    else {
      pen.font = `${stroke.weight ?? 400} ${stroke.size}px sans-serif`;
      pen.textAlign = {middle: 'center'}[stroke.anchor] ?? stroke.anchor;
      pen.fillText(stroke.words, stroke.x, stroke.y);
    }
  }
  return new Promise((done) => { canvas.toBlob(done, 'image/png'); });
}

const FILES = {
  'map-cells.csv': ['text/csv', () => toCsv(headsOfCells(), cellRecords())],
  'map-codings.csv': ['text/csv', () => toCsv(headsOfCodings(), codingRecords())],
  'map.json': ['application/json', toJson],
  'map.svg': ['image/svg+xml', toSvg],
  'map.png': ['image/png', toPng],
};

async function save(name) {
  const [type, make] = FILES[name];
  const made = await make();
  const address = URL.createObjectURL(made instanceof Blob ? made : new Blob([made], {type: `${type};charset=utf-8`}));
  element('a', {href: address, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // ms; the browser may still be reading
}

document.getElementById('save').addEventListener('click', ({target}) => {
  if (target.dataset.save && areQuotesThere()) save(target.dataset.save);
});

// ── The beginning ───────────────────────────────────────────────────────────

const filters = document.getElementById('filters');
restore();
filters.hidden = false;
document.getElementById('save').hidden = false;
filters.open = matchMedia('(min-width: 60rem)').matches; // on a small screen the map comes first
draw();
const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 50, null)); // ms; Safari knows no idle moments
const prepare = (moment) => {
  const end = performance.now() + 8; // ms; where the browser does not say how long it is idle
  if (!fold(() => (moment ? moment.timeRemaining() > 4 : performance.now() < end))) whenIdle(prepare);
};
function begin() {
  if (chosen.row || wordsOf(asked())) draw();
  whenIdle(prepare);
}
if (areQuotesThere()) whenIdle(prepare);
else document.addEventListener('DOMContentLoaded', begin);
