const gallery = { classId: null, shown: [], open: () => {} };

const jpeg = (base64) => 'data:image/jpeg;base64,' + base64;
const png = (base64) => 'data:image/png;base64,' + base64;

const shareOf = (image, classId) => image.classes.filter((item) => item.id === classId)
  .reduce((sum, item) => sum + item.fraction, 0);
const leastConfidentFirst = data.gallery_order === 'CONFIDENCE';
/** Not a percentage, which would read as a probability that the mask is right. */
const confidenceOf = (image) => (image.mean_confidence === undefined ? '' : image.mean_confidence.toFixed(3));
const nameOf = (classId) => (classesById.has(classId) ? classesById.get(classId).name : 'class ' + classId);

function sharesBar(image) {
  return element('span', { className: 'shares', 'aria-hidden': 'true' }, ...image.classes
    .filter((item) => classesById.has(item.id) && !classesById.get(item.id).is_clear)
    .map((item) => {
      const share = element('span', { className: 'share' });
      share.style.width = 100 * item.fraction + '%';
      share.style.backgroundColor = classesById.get(item.id).color;
      return share;
    }));
}

function captionOf(image) {
  const listed = gallery.classId !== null
    ? image.classes.filter((item) => item.id === gallery.classId)
    : image.classes.filter((item) => classesById.has(item.id) && !classesById.get(item.id).is_clear);
  return listed.slice(0, 3).map((item) => nameOf(item.id) + ' ' + percent(item.fraction)).join(', ')
    || (image.classes.length > 0 ? 'only ' + nameOf(image.classes[0].id) : '');
}

function tile(image) {
  const picture = element('span', { className: 'picture' });
  if (image.problem) {
    picture.append(element('span', { className: 'problem' }, image.problem));
  } else {
    picture.append(
      element('img', { className: 'photo', alt: '', decoding: 'async', src: jpeg(image.thumbnail.image) }),
      element('img', { className: 'mask', alt: '', decoding: 'async', src: png(image.thumbnail.mask) }));
  }
  const button = element('button', { type: 'button', className: 'tile', title: image.uri }, picture, sharesBar(image),
    element('span', { className: 'caption' }, element('b', {}, fileName(image.uri)), element('span', {}, ''),
      ...(confidenceOf(image) ? [element('small', {}, 'confidence ' + confidenceOf(image))] : [])));
  button.addEventListener('click', () => gallery.open(image));
  image.tile = button;
  image.item = element('li', {}, button);
  return image.item;
}

function showTiles() {
  const id = gallery.classId;
  gallery.shown = id === null ? [...data.gallery] : data.gallery.filter((image) => shareOf(image, id) > 0)
    .sort((a, b) => (leastConfidentFirst ? 0 : shareOf(b, id) - shareOf(a, id)));
  for (const image of gallery.shown) {
    image.tile.querySelector('.caption span').textContent = captionOf(image);
  }
  byId('tiles').replaceChildren(...gallery.shown.map((image) => image.item));
  byId('gallery-count').textContent = id !== null
    ? images(gallery.shown.length) + ' with ' + nameOf(id) + (leastConfidentFirst ? ', the least confident first' : ', the largest share first')
    : leastConfidentFirst ? count(gallery.shown.length) + ' of ' + count(data.succeeded)
      + ' segmented images: the least confident first'
    : gallery.shown.length === data.succeeded ? 'All ' + images(data.succeeded) + ' that were segmented'
    : count(gallery.shown.length) + ' of ' + count(data.succeeded)
      + ' segmented images: for each class those with most of it, and others at random';
  for (const button of byId('filter').children) {
    button.setAttribute('aria-pressed', String(button.classId === id));
  }
}

function filterButton(classId, total, ...children) {
  const button = element('button', { type: 'button' }, ...children, element('small', {}, count(total)));
  button.classId = classId;
  button.addEventListener('click', () => {
    gallery.classId = gallery.classId === classId ? null : classId;
    showTiles();
  });
  return button;
}

function setOpacity(value) {
  document.documentElement.style.setProperty('--mask-opacity', String(value / 100));
  byId('opacity').value = value;
  byId('viewer-opacity').value = value;
  byId('opacity-value').textContent = value + ' %';
}

/** What the page has in full resolution, and what it has not. */
function zoomSummary() {
  const zoomable = data.zoom.zoomable;
  const leftOut = data.zoom.page_full + data.zoom.too_large;
  if (zoomable + leftOut === 0) {
    return '';
  }
  const tooLarge = data.gallery.filter((image) => image.zoom_problem_code === 'TOO_LARGE').map((image) => fileName(image.uri));
  if (Number(data.zoom.max_mb) === 0) {
    return images(leftOut) + ' larger than ' + data.zoom.shown_px + ' px: written without full resolution.';
  }
  return 'Of ' + images(zoomable + leftOut) + ' larger than ' + data.zoom.shown_px + ' px, '
    + (leftOut === 0 ? 'all zoom' : count(zoomable) + (zoomable === 1 ? ' zooms' : ' zoom')) + ' to full resolution'
    + (data.zoom.page_full > 0 ? '; ' + count(data.zoom.page_full) + ' would exceed the ' + data.zoom.max_mb + ' MB that this page has for it' : '')
    + (tooLarge.length > 0 ? '; too large to decode: ' + tooLarge.slice(0, 5).join(', ')
      + (tooLarge.length > 5 ? ' and ' + count(tooLarge.length - 5) + ' more' : '') : '') + '.';
}

data.gallery.forEach(tile);
byId('zoom-summary').textContent = zoomSummary();
byId('zoom-summary').hidden = !zoomSummary();
byId('filter').append(filterButton(null, data.gallery.length, 'All'), ...data.classes
  .map((item) => [item, data.gallery.filter((image) => shareOf(image, item.id) > 0).length])
  .filter(([, total]) => total > 0)
  .map(([item, total]) => filterButton(item.id, total, swatch(item), element('span', {}, item.name))));
byId('toolbar').hidden = byId('filter').hidden = data.gallery.length === 0;
byId('opacity').addEventListener('input', (event) => setOpacity(Number(event.target.value)));
byId('viewer-opacity').addEventListener('input', (event) => setOpacity(Number(event.target.value)));
setOpacity(55);
showTiles();
