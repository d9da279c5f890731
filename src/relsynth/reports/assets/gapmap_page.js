// The map as it is seen and used. Every text from the data enters the page as a text
// node, so that no paper can act on its reader.

const PAGE = 50; // quotes shown before "show more"
const table = document.querySelector('table');
const panel = document.getElementById('panel');
let shown = PAGE;
let focus = {row: '', column: 1}; // the one cell that the tab key reaches

// ── Words and elements ──────────────────────────────────────────────────────

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(name, value);
  made.append(...children.flat().filter((child) => child !== null));
  return made;
}
const element = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const SVG = 'http://www.w3.org/2000/svg';
const shape = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

const percent = (share) => (100 * share).toFixed(1);
const grouped = new Intl.NumberFormat('en').format; // made once: making one takes longer than drawing a cell
const plural = (count, one, many) => `${grouped(count)} ${count === 1 ? one : many}`;
const ofStudies = (k, n) => `${k || 'none'} of ${plural(n, 'study', 'studies')}`;
const intervalText = (k, n) => `95% interval ${wilson(k, n).map(percent).join(' to ')}%`;
const badge = (gap) =>
  element('span', {class: gap.firm ? 'gap firm' : 'gap'}, element('b', {}, 'gap'), ` ${gap.name}`);

// ── What a cell may show ────────────────────────────────────────────────────

const shade = (share, steps) => (share > 0 ? 1 + steps.filter((step) => share > step).length : 0);
const FIFTHS = [0.2, 0.4, 0.6, 0.8];
const FEW = 3; // of fewer studies, no share is shaded deeply: one of one is no pattern
const shadeOf = (k, n, steps) => `s${n < FEW ? Math.min(1, shade(k / n, steps)) : shade(k / n, steps)}`;
function sided(barrier, facilitator) {
  const balance = (facilitator - barrier) / (facilitator + barrier); // (F - B) / (F + B)
  if (!balance) return 'f0';
  const strength = Math.abs(balance) >= 0.5 && facilitator + barrier >= FEW ? 2 : 1;
  return `${balance < 0 ? 'b' : 'f'}${strength}`;
}

// kind → what stands in the cell, its small print, its shade, its words, and the share that its interval is of
const CELLS = {
  count: ({k, lack, n, isPart}) => ({
    figure: `${k}`, small: lack ? `(${lack} lack)` : '',
    look: isPart ? shadeOf(k, n, data.shades) : `s${shade(k / n, data.shades)}`,
    words: lack ? `${lack} only lacking it` : '', share: [k, n],
  }),
  balance: ({k, barrier, facilitator}) => (barrier || facilitator ? {
    figure: [barrier ? `−${barrier}` : '', facilitator ? `+${facilitator}` : ''].join(' ').trim(), small: '',
    look: sided(barrier, facilitator),
    words: `${barrier} with a barrier, ${facilitator} with a facilitator`,
  } : {figure: '○', small: '', look: 's0', words: k ? 'neither barrier nor facilitator' : ''}),
  confidence: ({k, people}) => ({
    figure: `${people}/${k}`, small: '', look: shadeOf(people, k, FIFTHS),
    words: `${people} of ${k} coded by a person, ${k - people} by the machine alone`, share: [people, k],
  }),
  relegation: ({k, placed, late}) => (placed ? {
    figure: `${late}/${placed}`, small: '', look: shadeOf(late, placed, FIFTHS),
    words: `${late} of ${placed} in late sections only` + (placed < k ? `; ${k - placed} not judged by place` : ''),
    share: [late, placed],
  } : {figure: '–', small: '', look: 'uncoded', words: 'none that can be judged by place'}),
};

function countsAt(look, row, column) {
  const {cells, rows, columns, n} = look;
  const place = rows.of.slot.get(row.key) * cells.width + column.slot;
  const {k, lack, barrier, facilitator, people, placed, late} = cells;
  return {
    place, n: n[place], k: k[place], lack: lack[place], barrier: barrier[place], facilitator: facilitator[place],
    people: people[place], placed: placed[place], late: late[place],
    isPart: isOfStudies(rows.axis) || isOfStudies(columns.axis),
  };
}

// ── The grid ────────────────────────────────────────────────────────────────

function intervalPicture(k, n) {
  const [lower, upper, centre] = [...wilson(k, n), n ? k / n : 0].map((share) => 2 + 60 * share);
  return shape('svg', {class: 'interval', viewBox: '0 0 64 6', 'aria-hidden': 'true'},
    shape('line', {class: 'axis', x1: 2, x2: 62, y1: 3, y2: 3}),
    shape('line', {class: 'reach', x1: lower, x2: upper, y1: 3, y2: 3}),
    shape('circle', {cx: centre, cy: 3, r: 2}));
}

// Why a cell is empty: different things, which one nought would run together.
function emptiness({whole, cells, columns}, row, column, {n, place}) {
  const own = column.slot;
  if (row.codeless || column.codeless) return ['uncoded', '–', 'not in the codebook'];
  if (!n) return ['', '', 'no such study'];
  if (column.id === UNCODED) return ['', '·', ofStudies(0, n)];
  if (!whole.isCoded) return ['uncoded', '–', columns.axis.missing.toLowerCase()];
  const isCountable = whole.counted[own] || !whole.coded[own];
  if (row.gaps.length && isCountable && !whole.k[place]) {
    return ['hatched', '·', `${ofStudies(0, n)}; gap, ${row.gaps.map(({name}) => name).join('; ')}`];
  }
  if (whole.coded[own] && !cells.live[own]) return ['', '', 'not counted as asked'];
  return ['', '·', ofStudies(0, n)];
}

// What a cell shows and says, for the page and for what is saved of it.
function figureOf(look, row, column, counts = countsAt(look, row, column)) {
  const isTotal = column.id === ANYWHERE;
  if (!counts.k && (!isTotal || row.codeless || !counts.n)) {
    const [state, sign, words] = emptiness(look, row, column, counts);
    return {...counts, isTotal: false, look: 's0', state, figure: sign, small: '', words, isEmpty: true};
  }
  const kind = counts.k ? look.ask.cell : 'count';
  const told = CELLS[kind](counts);
  const words = [ofStudies(counts.k, counts.n), told.words].filter(Boolean);
  if (isTotal && told.share) words.push(intervalText(...told.share));
  const figure = isTotal && kind === 'count' ? `${counts.k} / ${counts.n}` : told.figure;
  return {...counts, ...told, isTotal, state: 'opens', figure, words: words.join('; ')};
}

// Writes into a cell what it shows now; a cell that is there is written anew, as making one takes longer.
function write(made, look, row, column, {counts, isChosen}) {
  const own = figureOf(look, row, column, counts);
  const name = `${row.label}, ${column.label}: ${own.words}`;
  const small = own.small ? element('small', {}, own.small) : null;
  const isTotal = column.id === ANYWHERE;
  made.className = [
    isTotal ? 'total' : '', isTotal && look.ask.cell === 'count' ? '' : own.look, own.state, own.isEmpty ? 'none' : '',
  ].filter(Boolean).join(' ');
  made.toggleAttribute('aria-selected', isChosen);
  if (isChosen) made.setAttribute('aria-selected', 'true');
  made.setAttribute(own.isTotal ? 'title' : 'aria-label', name);
  if (isTotal) made.removeAttribute(own.isTotal ? 'aria-label' : 'title');
  if (own.isTotal) {
    const figure = element('span', {'aria-hidden': 'true'}, `${own.figure} `, small);
    made.replaceChildren(element('span', {class: 'unseen'}, name), figure, ...(own.share ? [intervalPicture(...own.share)] : []));
  } else if (small) made.replaceChildren(`${own.figure} `, small);
  else made.textContent = `${own.figure} `;
}

// What stands in the grid: of these rows and columns, each line with its cells and what each cell rests on.
let drawn = {rows: null, columns: null, lines: new Map(), bodies: [], head: null, caption: null};

const bare = element('td', {role: 'gridcell', tabindex: -1});

function emptyLine(row, isHead) {
  const head = {role: 'rowheader', scope: isHead ? 'rowgroup' : 'row', tabindex: -1, class: 'opens', 'data-col': ANYWHERE};
  const made = element('tr', {'data-row': row.key, class: isHead ? 'domain' : null},
    element('th', head, row.label, row.gaps.flatMap((gap) => [' ', badge(gap)])));
  return {made, cells: [], rests: []};
}

// A line of the grid; of its cells, those alone are made again of which anything has changed.
function line(look, row, {isHead}) {
  if (!drawn.lines.has(row.key)) drawn.lines.set(row.key, emptyLine(row, isHead));
  const {made, cells, rests} = drawn.lines.get(row.key);
  const {ask} = look;
  look.columns.of.all.forEach((column, at) => {
    const isChosen = ask.row === row.key && ask.col === column.id;
    const counts = countsAt(look, row, column);
    const rest = [ask.cell, isChosen, look.cells.live[at], ...Object.values(counts)].join(' ');
    if (rests[at] === rest) return;
    rests[at] = rest;
    if (!cells[at]) {
      cells[at] = bare.cloneNode();
      cells[at].dataset.col = column.id;
      made.append(cells[at]);
    }
    write(cells[at], look, row, column, {counts, isChosen});
  });
  return made;
}

// Puts children where they are not, and leaves alone what stands as it should.
function settle(parent, children) {
  const isSame = parent.children.length === children.length && children.every((child, at) => parent.children[at] === child);
  if (!isSame) parent.replaceChildren(...children);
  return parent;
}

// A column of studies says how many there are: its cells are shares of these.
function heading(look, column) {
  const isOwn = isOfStudies(look.columns.axis) && column.id !== ANYWHERE;
  const n = isOwn && !isOfStudies(look.rows.axis) ? look.n[column.slot] : null;
  return element('th', {scope: 'col'}, column.label, n === null ? null : element('small', {}, ` n = ${n}`));
}

function drawGrid(look) {
  const hadFocus = table.contains(document.activeElement);
  const {rows, columns, ask} = look;
  if (drawn.rows !== rows.of || drawn.columns !== columns.of) {
    drawn = {rows: rows.of, columns: columns.of, lines: new Map(), bodies: [], head: element('thead', {}), caption: element('caption', {class: 'unseen'})};
  }
  drawn.caption.textContent = titleOf(look);
  drawn.head.replaceChildren(element('tr', {}, element('th', {scope: 'col'}, rows.axis.label),
    columns.of.all.map((column) => heading(look, column))));
  const bodies = look.groups.map(({head: first, members}, at) => settle(drawn.bodies[at] ??= element('tbody', {}),
    [...(first ? [line(look, first, {isHead: true})] : []), ...members.map((row) => line(look, row, {isHead: false}))]));
  table.setAttribute('role', 'grid');
  settle(table, [drawn.caption, drawn.head, ...bodies]);
  table.querySelector('[tabindex="0"]')?.setAttribute('tabindex', -1);
  for (const part of document.querySelectorAll('.legend [data-cell]')) part.hidden = part.dataset.cell !== ask.cell;
  const standing = cellAt(focus) ?? cellAt({...focus, column: 1}) ?? table.querySelector('tbody td');
  if (standing) standing.tabIndex = 0;
  if (hadFocus) standing?.focus();
}

// An axis within a sentence: a framework keeps the name that its authors gave it.
const inWords = ({id, kind, label}) => (kind === 'code' && id !== 'construct' && id !== 'domain'
  ? label : label[0].toLowerCase() + label.slice(1));
const titleOf = ({ask, rows, columns}) => {
  const cells = form.elements.namedItem('cell').selectedOptions[0].text;
  return `${ask.cell === 'count' ? 'Studies' : cells} by ${inWords(rows.axis)} and ${inWords(columns.axis)}`;
};
const lines = () => [...table.tBodies].flatMap((body) => [...body.rows]);
const cellAt = ({row, column}) => lines().find((one) => one.dataset.row === row)?.cells[column];

function filtersOf(ask) {
  const active = [...form.elements].filter(({name}) => name && ask[name] !== defaults[name]);
  return active.map((control) => {
    const label = control.labels[0];
    if (control.type === 'checkbox') return label.textContent.trim();
    return `${label.firstChild.textContent.trim()} ${control.selectedOptions?.[0].text ?? control.value}`;
  });
}

function statusOf({ask, rows, columns, cells, groups: drawn, counted, studies: n, undated}) {
  const members = drawn.reduce((sum, group) => sum + group.members.length, 0);
  const all = rows.of.groups.reduce((sum, group) => sum + group.members.length, 0);
  const words = rows.axis.id === 'construct' ? ['construct', 'constructs'] : ['row', 'rows'];
  const found = new Uint8Array(studies.length);
  for (const coding of counted) found[studyOf[coding]] = 1;
  const filters = filtersOf(ask);
  const isSelf = ask.cell === 'relegation' && [rows.axis.id, columns.axis.id].includes('section');
  return `${members} of ${plural(all, ...words)}; ` +
    `${plural(counted.length, 'coding', 'codings')} in ${found.reduce((sum, one) => sum + one, 0)} of ${plural(n, 'study', 'studies')}.` +
    (undated ? ` ${plural(undated, 'study', 'studies')} without a year left out.` : '') +
    (isSelf ? ' What is left to late sections cannot be told within one section: read the column All, or choose other columns.' : '') +
    (filters.length ? ` As asked: ${filters.join('; ')}.` : '');
}

// ── The quotes ──────────────────────────────────────────────────────────────

// Marks count code points, JavaScript's strings UTF-16 units: spreading gives code points.
function marked(quote, marks) {
  const signs = [...quote];
  const parts = [];
  let at = 0;
  for (const [start, end] of marks.filter(Boolean).sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (start < at || start === end) continue; // inside the mark before it
    parts.push(signs.slice(at, start).join(''), element('mark', {}, signs.slice(start, end).join('')));
    at = end;
  }
  return [...parts, signs.slice(at).join('')];
}

// A place is quoted once, however many codes and coders it has.
function places(look, row, column) {
  const {place, quote} = told();
  const groups = [];
  let [study, own] = [-1, new Map()]; // codings come by study
  for (const coding of codingsIn(look, row, column)) {
    if (studyOf[coding] !== study) [study, own] = [studyOf[coding], new Map()];
    const key = place[coding] * data.texts + quote[coding];
    if (own.has(key)) own.get(key).push(coding);
    else own.set(key, groups[groups.push([coding]) - 1]);
  }
  return groups;
}

const chip = (word, value) => element('span', {class: 'chip'}, element('i', {}, `${word} `), value);

const constructOf = (coding) => valuesAt(axes.get('construct'), setsOf(axes.get('construct'))[coding])[0];

function described(coding) {
  const values = facets.filter(({id}) => id !== 'section').flatMap((axis) => { // the section has its own line
    const coded = valuesAt(axis, axis.of[coding]);
    return coded.length ? [chip(axis.label.toLowerCase(), coded.map(({label}) => label).join(', '))] : [];
  });
  return element('li', {},
    element('b', {}, constructOf(coding).label), ' ', element('code', {}, data.codes[codeOf[coding]]), ' ',
    isEvidence(coding) ? null : chip('counted', 'not as evidence'),
    isLack(coding) ? chip('reports', 'its lack') : null,
    values,
    said(coding, 'cue') ? chip('cue', `“${said(coding, 'cue')}”`) : null, chip('coder', coderOf(coding)));
}

// A place is a link where a server has the papers.
function placeOf(coding) {
  const place = said(coding, 'place');
  const [, document, start] = /^(.*) (\d+)-\d+$/s.exec(place) ?? [];
  if (!data.papers_at || document === undefined) return element('span', {class: 'place'}, place);
  const href = `${data.papers_at}${encodeURIComponent(document)}?at=${start}`;
  return element('a', {class: 'place', href, target: '_top'}, 'In the paper');
}

function quoted(group) {
  const [first] = group;
  const [before, after] = [said(first, 'before'), said(first, 'after')];
  return element('figure', {tabindex: -1},
    element('blockquote', {},
      before ? element('span', {class: 'context'}, `${before} `) : null,
      element('span', {class: 'quote'}, marked(said(first, 'quote'), group.map((coding) => told().mark[coding]))),
      after ? element('span', {class: 'context'}, ` ${after}`) : null),
    element('figcaption', {}, element('span', {class: 'path'}, said(first, 'path')),
      element('ul', {}, group.map(described)), placeOf(first)));
}

const doiAddress = (doi) => `https://doi.org/${encodeURIComponent(doi).replaceAll('%2F', '/')}`;

function studyHead(number) {
  const study = studies[number];
  const doi = study.doi && /^10\.\d{4,9}\/\S+$/.test(study.doi)
    ? element('a', {href: doiAddress(study.doi), rel: 'noopener noreferrer', target: '_blank'}, `doi:${study.doi}`)
    : null;
  const journal = [study.journal, study.year].filter(Boolean).join(', ');
  const known = characteristics.filter(({id}) => id !== 'year').flatMap((axis) => {
    const values = valuesAt(axis, axis.of[number]);
    return values.length ? [chip(axis.label.toLowerCase(), values.map(({label}) => label).join(', '))] : [];
  });
  return element('header', {},
    element('h3', {}, study.citation),
    study.lessons_paper ? chip('type', 'lessons paper') : null,
    study.title ? element('p', {class: 'work'}, study.title) : null,
    element('p', {class: 'source'}, journal, journal && doi ? '. ' : '', doi),
    known.length ? element('p', {class: 'known'}, known) : null);
}

const explained = (gap) => element('p', {class: 'explained'}, badge(gap),
  ` k = ${gap.k} of n = ${gap.n}, 95% interval ${percent(gap.lower)} to ${percent(gap.upper)}%; `,
  `threshold: ${gap.threshold}.`);

function drawPanel(look) {
  const row = look.rows.of.all[look.rows.of.slot.get(look.ask.row)];
  const column = look.columns.of.all.find(({id}) => id === look.ask.col) ?? look.columns.of.all[0];
  panel.hidden = !row;
  panel.parentElement.classList.toggle('open', Boolean(row));
  if (!row) return panel.replaceChildren();
  const close = element('button', {type: 'button', class: 'close'}, 'Close');
  close.addEventListener('click', shut);
  const bar = element('div', {class: 'bar'}, element('h2', {id: 'panel-title', tabindex: -1}, row.label), close);
  if (!areQuotesThere()) return panel.replaceChildren(bar, element('p', {class: 'found'}, 'The quotes are still being read.'));
  const found = places(look, row, column);
  const counts = countsAt(look, row, column);
  const {k, n} = counts;
  const articles = new Map();
  for (const group of found.slice(0, shown)) {
    const study = studyOf[group[0]];
    if (!articles.has(study)) articles.set(study, element('article', {}, studyHead(study)));
    articles.get(study).append(quoted(group));
  }
  const left = grouped(found.length - shown);
  const more = found.length > shown ? element('button', {type: 'button'}, `Show more (${left} left)`) : null;
  more?.addEventListener('click', showMore);
  return panel.replaceChildren(
    bar,
    element('p', {class: 'found'},
      `${column.label}: ${ofStudies(k, n)}, ${plural(found.length, 'quote', 'quotes')}. `,
      `${intervalText(k, n)}.`,
      k && look.ask.cell !== 'count' ? ` ${CELLS[look.ask.cell](counts).words}.` : null),
    ...(row.definition ? [element('p', {class: 'definition'}, row.definition)] : []),
    ...row.gaps.map(explained),
    ...articles.values(),
    ...(more ? [more] : []));
}

// ── What the reader does ────────────────────────────────────────────────────

let look = null; // what is on view
function draw() {
  look = survey();
  drawGrid(look);
  document.getElementById('status').textContent = statusOf(look);
  drawPanel(look);
}

function choose(next) {
  chosen = next;
  shown = PAGE;
  keep();
  draw();
}

function open(target) {
  if (!target?.classList.contains('opens')) return;
  choose({row: target.parentElement.dataset.row, col: target.dataset.col});
  table.querySelector('[aria-selected]')?.scrollIntoView({block: 'nearest', inline: 'nearest'});
  document.getElementById('panel-title').focus();
}

function shut() {
  const {row, col} = chosen;
  choose({row: '', col: ''});
  const back = lines().find((one) => one.dataset.row === row)?.querySelector(`td[data-col="${CSS.escape(col)}"]`);
  (back ?? table.querySelector('[tabindex="0"]'))?.focus();
}

function showMore() {
  const next = shown;
  shown += PAGE;
  drawPanel(look);
  panel.querySelectorAll('figure')[next]?.focus();
}

function step(event) {
  const target = event.target.closest('tbody th, tbody td');
  if (!target || event.altKey || event.metaKey) return;
  const all = lines();
  const [at, column] = [all.indexOf(target.parentElement), target.cellIndex];
  const end = target.parentElement.cells.length - 1;
  const moves = {
    ArrowUp: [at - 1, column], ArrowDown: [at + 1, column], ArrowLeft: [at, column - 1], ArrowRight: [at, column + 1],
    PageUp: [Math.max(0, at - 10), column], PageDown: [Math.min(all.length - 1, at + 10), column],
    Home: [event.ctrlKey ? 0 : at, 0], End: [event.ctrlKey ? all.length - 1 : at, end],
  };
  if (event.key in moves) all[moves[event.key][0]]?.cells[moves[event.key][1]]?.focus();
  else if (event.key === 'Enter' || event.key === ' ') open(target);
  else return;
  event.preventDefault();
}

table.addEventListener('click', (event) => open(event.target.closest('tbody th, tbody td')));
table.addEventListener('keydown', step);
table.addEventListener('focusin', ({target}) => {
  table.querySelector('[tabindex="0"]')?.setAttribute('tabindex', -1);
  target.tabIndex = 0;
  focus = {row: target.parentElement.dataset.row, column: target.cellIndex};
});
form.addEventListener('input', ({target}) => {
  shown = PAGE;
  choosable();
  keep({replacing: target.matches('[type=search], [type=number]')});
  draw();
});
form.elements.namedItem('q').addEventListener('focus', () => areQuotesThere() && fold()); // before the first letter, not at it
form.addEventListener('submit', (event) => event.preventDefault());
form.querySelector('[type=button]').addEventListener('click', () => {
  form.reset();
  choose({row: '', col: ''});
});
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault(); // the fragment of the address is ours
  table.querySelector('[tabindex="0"]')?.focus();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && chosen.row) shut();
});
window.addEventListener('popstate', () => {
  restore();
  draw();
});
