const COVERAGE_ROWS = 15;
const DISTRIBUTIONS = 12;
const present = data.classes.filter((item) => item.image_count > 0);
const coverage = { all: false };

function measure(item, fraction, scale, text, small) {
  const fill = element('span', { className: 'fill' });
  fill.style.width = (scale > 0 ? 100 * fraction / scale : 0) + '%';
  fill.style.backgroundColor = item.color;
  return element('td', {}, element('div', { className: 'measure' },
    element('div', { className: 'bar', 'aria-hidden': 'true' }, fill),
    element('span', { className: 'value' }, text + ' ', element('small', {}, small))));
}

/** Megapixels and more in words: the exact number is the table's business. */
function pixels(value) {
  return value < 1e6 ? count(value) + ' px' : (value / 1e6).toFixed(value < 1e8 ? 1 : 0) + ' Mpx';
}

function drawCoverage() {
  const order = byId('coverage-order').value;
  const rows = present.filter((item) => !(byId('without-background').checked && item.is_clear));
  rows.sort((a, b) => (order === 'name' ? a.name.localeCompare(b.name) : b[order] - a[order]) || a.id - b.id);
  const most = rows.reduce((largest, item) => Math.max(largest, item.area_fraction), 0);
  const shown = coverage.all ? rows : rows.slice(0, COVERAGE_ROWS);
  byId('coverage-rows').replaceChildren(...shown.map((item) => element('tr', {},
    element('th', { scope: 'row' }, className(item)),
    measure(item, item.area_fraction, most, percent(item.area_fraction), pixels(item.area_px)),
    measure(item, item.image_count, data.succeeded, percent(item.image_count / data.succeeded), images(item.image_count)))));
  byId('coverage-more').hidden = shown.length === rows.length;
  byId('coverage-more').textContent = 'Show all ' + rows.length + ' classes';
}

function distribution(item) {
  const width = 200;
  const height = 70;
  const most = Math.max(...item.shares);
  const step = width / item.shares.length;
  const label = (index) => Math.round(100 * index / item.shares.length);
  const range = (index) => label(index) + ' to ' + label(index + 1) + ' % of the image';
  const top = item.shares.indexOf(most);
  const drawing = svg('svg', {
    viewBox: '0 0 ' + width + ' ' + (height + 26), role: 'img',
    'aria-label': 'Distribution of ' + item.name + ' over ' + images(item.image_count) + ': most often '
      + range(top) + ' (' + images(most) + '), at most ' + percent(item.max_image_fraction) });
  item.shares.forEach((value, index) => {
    if (value > 0) {
      const size = Math.max(2, height * value / most);
      drawing.append(svg('rect', {
        class: 'bin', x: index * step + 1, y: 12 + height - size, width: step - 2, height: size,
        fill: item.color }, svg('title', {}, range(index) + ': ' + images(value))));
    }
  });
  const text = (x, y, anchor, content) => drawing.append(svg('text', { x, y, 'text-anchor': anchor }, content));
  drawing.append(svg('line', { class: 'axis', x1: 0, x2: width, y1: height + 12, y2: height + 12 }));
  text(0, 9, 'start', count(most));
  text(0, height + 24, 'start', '0');
  text(width / 2, height + 24, 'middle', '50 %');
  text(width, height + 24, 'end', '100 %');
  return element('figure', {},
    element('figcaption', {}, className(item), element('span', { className: 'hint' }, images(item.image_count))),
    drawing);
}

function drawDistributions(limit) {
  const rows = [...present].sort((a, b) => b.image_count - a.image_count || a.id - b.id);
  byId('distributions').replaceChildren(...rows.slice(0, limit).map(distribution));
  byId('distribution-more').hidden = rows.length <= limit;
  byId('distribution-more').textContent = 'Show all ' + rows.length + ' classes';
}

const absent = data.classes.filter((item) => item.image_count === 0);
byId('absent').textContent = present.length === 0 ? 'No image was segmented.'
  : absent.length === 0 ? ''
  : 'In no image: ' + absent.slice(0, 40).map((item) => item.name).join(', ')
    + (absent.length > 40 ? ' and ' + (absent.length - 40) + ' more' : '') + '.';
byId('background-tool').hidden = !present.some((item) => item.is_clear) || present.length < 2;
byId('without-background').addEventListener('change', drawCoverage);
byId('coverage-order').addEventListener('change', drawCoverage);
byId('coverage-more').addEventListener('click', () => { coverage.all = true; drawCoverage(); });
byId('distribution-more').addEventListener('click', () => drawDistributions(present.length));
drawCoverage();
drawDistributions(DISTRIBUTIONS);
