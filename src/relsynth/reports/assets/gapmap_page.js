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
const plural = (count, one, many) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
const ofStudies = (k, n) => `${k || 'none'} of ${plural(n, 'study', 'studies')}`;
const intervalText = (k, n) => `95% interval ${wilson(k, n).map(percent).join(' to ')}%`;
const badge = (gap) =>
  element('span', {class: gap.firm ? 'gap firm' : 'gap'}, element('b', {}, 'gap'), ` ${gap.name}`);
const shade = (k, n) => (k ? 1 + data.shades.filter((share) => k / n > share).length : 0);

// ── The grid ────────────────────────────────────────────────────────────────

function intervalPicture(k, n) {
  const [lower, upper, centre] = [...wilson(k, n), n ? k / n : 0].map((share) => 2 + 60 * share);
  return shape('svg', {class: 'interval', viewBox: '0 0 64 6', 'aria-hidden': 'true'},
    shape('line', {class: 'axis', x1: 2, x2: 62, y1: 3, y2: 3}),
    shape('line', {class: 'reach', x1: lower, x2: upper, y1: 3, y2: 3}),
    shape('circle', {cx: centre, cy: 3, r: 2}));
}

// Why a cell is empty: four different things, which one nought would run together.
function emptiness({whole, live, n}, row, column) {
  const isCountable = whole.counted.has(column.id) || !whole.coded.has(column.id);
  if (column.id === UNCODED) return ['', '·', ofStudies(0, n)];
  if (whole.coded.size === 1 && whole.coded.has(UNCODED)) return ['uncoded', '–', 'not coded'];
  if (row.gaps.length && isCountable && !whole.studiesIn(row.key, column.id).size) {
    return ['hatched', '·', `${ofStudies(0, n)}; gap, ${row.gaps.map(({name}) => name).join('; ')}`];
  }
  if (whole.coded.has(column.id) && !live.has(column.id)) return ['', '', 'not counted as asked'];
  return ['', '·', ofStudies(0, n)];
}

function cell(look, row, column) {
  const studies = look.studiesIn(row.key, column.id);
  const [k, lack] = [studies.size, [...studies.values()].filter((isPresent) => !isPresent).length];
  const isTotal = column.id === ANYWHERE;
  const [state, sign, words] = k || isTotal ? ['opens', '', ofStudies(k, look.n)] : emptiness(look, row, column);
  const name = [
    `${row.label}, ${column.label}: ${words}`,
    lack ? `${lack} only lacking it` : '',
    isTotal ? intervalText(k, look.n) : '',
  ].filter(Boolean).join('; ');
  const small = lack ? element('small', {}, `(${lack} lack)`) : null;
  const attributes = {
    role: 'gridcell', tabindex: -1, 'data-col': column.id, [isTotal ? 'title' : 'aria-label']: name,
    'aria-selected': look.ask.row === row.key && look.ask.col === column.id ? 'true' : null,
    class: isTotal ? 'total opens' : `s${shade(k, look.n)} ${state}`,
  };
  if (isTotal) {
    const figure = element('span', {'aria-hidden': 'true'}, `${k} / ${look.n} `, small);
    return element('td', attributes, element('span', {class: 'unseen'}, name), figure, intervalPicture(k, look.n));
  }
  return element('td', attributes, k ? `${k} ` : element('span', {class: 'none'}, sign), small);
}

function line(look, row) {
  const scope = row.isDomain ? 'rowgroup' : 'row';
  const head = {role: 'rowheader', scope, tabindex: -1, class: 'opens', 'data-col': ANYWHERE};
  return element('tr', {'data-row': row.key, class: row.isDomain ? 'domain' : null},
    element('th', head, row.label, row.gaps.flatMap((gap) => [' ', badge(gap)])),
    look.columns.map((column) => cell(look, row, column)));
}

function drawGrid(look) {
  const hadFocus = table.contains(document.activeElement);
  const head = element('thead', {}, element('tr', {}, element('th', {scope: 'col'}, 'Construct'),
    look.columns.map(({label}) => element('th', {scope: 'col'}, label))));
  const bodies = look.groups.map(({domain, members}) =>
    element('tbody', {}, [domain, ...members].map((row) => line(look, row))));
  const layout = `Studies by construct and ${facets[look.at].label.toLowerCase()}`;
  const caption = element('caption', {class: 'unseen'}, layout);
  table.setAttribute('role', 'grid');
  table.replaceChildren(caption, head, ...bodies);
  const standing = cellAt(focus) ?? cellAt({...focus, column: 1}) ?? table.querySelector('tbody td');
  if (standing) standing.tabIndex = 0;
  if (hadFocus) standing?.focus();
}

const lines = () => [...table.tBodies].flatMap((body) => [...body.rows]);
const cellAt = ({row, column}) => lines().find((one) => one.dataset.row === row)?.cells[column];

function drawStatus({ask, groups: drawn, counted, n, undated}) {
  const active = [...form.elements].filter(({name}) => name && ask[name] !== defaults[name]);
  const filters = active.map((control) => {
    const label = control.labels[0];
    if (control.type === 'checkbox') return label.textContent.trim();
    return `${label.firstChild.textContent.trim()} ${control.selectedOptions?.[0].text ?? control.value}`;
  });
  const members = drawn.reduce((sum, group) => sum + group.members.length, 0);
  const studies = new Set(counted.map((coding) => coding.study)).size;
  document.getElementById('status').textContent =
    `${members} of ${plural(constructs.length, 'construct', 'constructs')}; ` +
    `${plural(counted.length, 'coding', 'codings')} in ${studies} of ${plural(n, 'study', 'studies')}.` +
    (undated ? ` ${plural(undated, 'study', 'studies')} without a year left out.` : '') +
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
  const found = new Map();
  const isHere = (coding) =>
    (row.isDomain ? coding.row.domain === row.id : coding.row === row) &&
    (column.id === ANYWHERE || columnsOf(coding, look.at).includes(column.id));
  for (const coding of look.counted.filter(isHere)) {
    const key = `${coding.study} ${coding.place} ${coding.quote}`;
    found.set(key, [...(found.get(key) ?? []), coding]);
  }
  return [...found.values()].sort(([a], [b]) => a.study - b.study);
}

const chip = (word, value) => element('span', {class: 'chip'}, element('i', {}, `${word} `), value);

function said(coding) {
  const values = facets.flatMap((facet, at) =>
    at && coding.coded[at].length // the section has its own line
      ? [chip(facet.label.toLowerCase(), coding.coded[at].map((value) => facet.values[value].label).join(', '))]
      : []);
  return element('li', {},
    element('b', {}, coding.row.label), ' ', element('code', {}, text(coding.code)), ' ',
    coding.evidence ? null : chip('counted', 'not as evidence'),
    coding.lack ? chip('reports', 'its lack') : null,
    values,
    text(coding.cue) ? chip('cue', `“${text(coding.cue)}”`) : null, chip('coder', coding.coder));
}

function quoted(group) {
  const [{before, quote, after, path, place}] = group;
  return element('figure', {tabindex: -1},
    element('blockquote', {},
      text(before) ? element('span', {class: 'context'}, `${text(before)} `) : null,
      element('span', {class: 'quote'}, marked(text(quote), group.map((coding) => coding.mark))),
      text(after) ? element('span', {class: 'context'}, ` ${text(after)}`) : null),
    element('figcaption', {}, element('span', {class: 'path'}, text(path)),
      element('ul', {}, group.map(said)), element('span', {class: 'place'}, text(place))));
}

const doiAddress = (doi) => `https://doi.org/${encodeURIComponent(doi).replaceAll('%2F', '/')}`;

function studyHead(study) {
  const doi = study.doi && /^10\.\d{4,9}\/\S+$/.test(study.doi)
    ? element('a', {href: doiAddress(study.doi), rel: 'noopener noreferrer', target: '_blank'}, `doi:${study.doi}`)
    : null;
  const journal = [study.journal, study.year].filter(Boolean).join(', ');
  return element('header', {},
    element('h3', {}, study.citation),
    study.lessons_paper ? chip('type', 'lessons paper') : null,
    study.title ? element('p', {class: 'work'}, study.title) : null,
    element('p', {class: 'source'}, journal, journal && doi ? '. ' : '', doi));
}

const explained = (gap) => element('p', {class: 'explained'}, badge(gap),
  ` k = ${gap.k} of n = ${gap.n}, 95% interval ${percent(gap.lower)} to ${percent(gap.upper)}%; `,
  `threshold: ${gap.threshold}.`);

function drawPanel(look) {
  const row = rows.get(look.ask.row);
  const column = look.columns.find(({id}) => id === look.ask.col) ?? look.columns[0];
  panel.hidden = !row;
  panel.parentElement.classList.toggle('open', Boolean(row));
  if (!row) return panel.replaceChildren();
  const found = places(look, row, column);
  const k = look.studiesIn(row.key, column.id).size;
  const articles = new Map();
  for (const group of found.slice(0, shown)) {
    const [{study}] = group;
    if (!articles.has(study)) articles.set(study, element('article', {}, studyHead(data.studies[study])));
    articles.get(study).append(quoted(group));
  }
  const close = element('button', {type: 'button', class: 'close'}, 'Close');
  close.addEventListener('click', shut);
  const left = (found.length - shown).toLocaleString('en');
  const more = found.length > shown ? element('button', {type: 'button'}, `Show more (${left} left)`) : null;
  more?.addEventListener('click', showMore);
  return panel.replaceChildren(
    element('div', {class: 'bar'}, element('h2', {id: 'panel-title', tabindex: -1}, row.label), close),
    element('p', {class: 'found'},
      `${column.label}: ${ofStudies(k, look.n)}, ${plural(found.length, 'quote', 'quotes')}. `,
      `${intervalText(k, look.n)}.`),
    ...(row.definition ? [element('p', {class: 'definition'}, row.definition)] : []),
    ...row.gaps.map(explained),
    ...articles.values(),
    ...(more ? [more] : []));
}

// ── What the reader does ────────────────────────────────────────────────────

function draw() {
  const look = survey();
  drawGrid(look);
  drawStatus(look);
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
  drawPanel(survey());
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
  keep({replacing: target.matches('[type=search], [type=number]')});
  draw();
});
form.addEventListener('submit', (event) => event.preventDefault());
form.querySelector('button').addEventListener('click', () => {
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

const filters = document.getElementById('filters');
restore();
filters.hidden = false;
filters.open = matchMedia('(min-width: 60rem)').matches || location.hash.length > 1;
draw();
