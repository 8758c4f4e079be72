const viewer = byId('viewer');
const stage = byId('stage');
let current = null;
/** Whether the run wrote confidence masks; one that cannot be read has a reason instead. */
const withConfidence = data.gallery.some((image) => (image.large && image.large.confidence) || image.confidence_problem);

function show(image) {
  current = image;
  const pictures = image.problem ? null : image.large;
  byId('viewer-title').textContent = fileName(image.uri);
  byId('viewer-position').textContent = (gallery.shown.indexOf(image) + 1) + ' of ' + gallery.shown.length;
  for (const figure of stage.querySelectorAll('figure')) {
    figure.hidden = !pictures;
  }
  byId('viewer-problem').hidden = Boolean(pictures);
  byId('viewer-problem').textContent = image.problem || '';
  if (pictures) {
    stage.style.setProperty('--aspect', String(image.width_px / image.height_px));
    byId('viewer-image').src = jpeg(pictures.image);
    byId('viewer-mask').src = png(pictures.mask);
    byId('viewer-mask-alone').src = png(pictures.mask);
    const confidence = pictures.confidence;
    byId('confidence-frame').hidden = !confidence;
    byId('confidence-problem').hidden = Boolean(confidence);
    byId('confidence-problem').textContent = image.confidence_problem || '';
    if (confidence) {
      byId('viewer-confidence').src = png(confidence);
    }
  }
  zoom.show(pictures ? image : null);
  byId('viewer-image').alt = fileName(image.uri);
  byId('viewer-mask-alone').alt = 'Mask of ' + fileName(image.uri);
  byId('viewer-confidence').alt = 'Confidence of the mask of ' + fileName(image.uri) + ', in gray';
  byId('viewer-classes').replaceChildren(...image.classes.map((item) => element('li', {},
    ...(classesById.has(item.id) ? [swatch(classesById.get(item.id))] : []),
    element('span', {}, nameOf(item.id)), element('span', {}, percent(item.fraction)))));
  byId('viewer-facts').replaceChildren(
    element('dt', {}, 'Size'), element('dd', {}, image.width_px + ' × ' + image.height_px + ' px'),
    ...(confidenceOf(image) ? [element('dt', {}, 'Mean confidence'), element('dd', {}, confidenceOf(image))] : []),
    element('dt', {}, 'Image'), element('dd', {}, element('code', {}, image.uri)),
    element('dt', {}, 'Mask'), element('dd', {}, element('code', {}, image.mask_uri)));
}

function step(distance) {
  const length = gallery.shown.length;
  show(gallery.shown[(gallery.shown.indexOf(current) + distance + length) % length]);
}

function setMode(mode) {
  stage.dataset.mode = mode;
  byId('viewer-opacity-tool').hidden = mode !== 'overlay';
  byId('viewer-wipe-tool').hidden = mode !== 'wipe';
  byId('confidence-legend').hidden = !withConfidence || (mode !== 'confidence' && mode !== 'beside');
  zoom.draw();
}

gallery.open = (image) => {
  // The zoom needs the size of the frames.
  viewer.showModal();
  show(image);
};
byId('confidence-mode').hidden = !withConfidence;
stage.toggleAttribute('data-confidence', withConfidence);
byId('viewer-previous').addEventListener('click', () => step(-1));
byId('viewer-next').addEventListener('click', () => step(1));
byId('viewer-close').addEventListener('click', () => viewer.close());
byId('viewer-wipe').addEventListener('input', (event) => stage.style.setProperty('--wipe', event.target.value + '%'));
for (const radio of viewer.querySelectorAll('input[name=mode]')) {
  radio.addEventListener('change', () => setMode(radio.value));
}
viewer.addEventListener('click', (event) => {
  // The dialog itself is hit only beside its content: on the backdrop.
  if (event.target === viewer) {
    viewer.close();
  }
});
// The focus goes to the image that was seen last, which may not be the one that was opened.
viewer.addEventListener('close', () => current && current.tile.focus());
viewer.addEventListener('keydown', (event) => {
  // Sliders and radio buttons have arrow keys of their own; other keys are for the browser.
  if ((event.target.tagName === 'INPUT' && event.key.startsWith('Arrow')) || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (zoom.key(event.key)) {
    event.preventDefault();
  } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    event.preventDefault();
    step(event.key === 'ArrowLeft' ? -1 : 1);
  }
});
