// Everything that the run says reaches the page as text, never as markup.
const data = JSON.parse(document.getElementById('data').textContent);
const classesById = new Map(data.classes.map((item) => [item.id, item]));

const byId = (id) => document.getElementById(id);

/** An element with properties, attributes (names with a dash, and role), and children. */
function element(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key.includes('-') || key === 'role') {
      made.setAttribute(key, value);
    } else {
      made[key] = value;
    }
  }
  made.append(...children);
  return made;
}

function svg(name, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const count = (value) => Number(value).toLocaleString('en');
const images = (value) => count(value) + (value === 1 ? ' image' : ' images');

/** A fraction as text; small fractions keep a digit, so that they differ from zero. */
function percent(fraction) {
  const value = 100 * fraction;
  if (value > 0 && value < 0.01) {
    return '< 0.01\u00a0%';
  }
  return (value === 100 ? '100' : value.toFixed(value < 1 ? 2 : 1)) + '\u00a0%';
}

function swatch(item) {
  const made = element('span', { className: 'swatch', 'aria-hidden': 'true' });
  made.style.backgroundColor = item.color;
  return made;
}

function className(item) {
  return element('span', { className: 'name' }, swatch(item), element('span', {}, item.name));
}

/** What a person calls a file: the last part of its URI. */
function fileName(uri) {
  const end = uri.replace(/[/\\]+$/, '');
  return end.slice(Math.max(end.lastIndexOf('/'), end.lastIndexOf('\\')) + 1) || uri;
}
