const EVALUATED_CLASSES = 15;
const STATES = {
  EARLIER_RUN: 'The evaluation is that of an earlier run with the same model and settings. Images that have been '
    + 'segmented since are not in it. Run "maskbeam evaluate" again.',
  UNRECORDED: 'The evaluation does not record which run it compared; earlier versions and detached jobs do not. It may '
    + 'not be that of these masks. Run "maskbeam evaluate" again.',
  OTHER_SETTINGS: 'The evaluation is that of another model or other settings than these masks, and is not shown. Run '
    + '"maskbeam evaluate" again.',
  INCONSISTENT: 'The tables of the evaluation are inconsistent, and it is not shown. Run "maskbeam evaluate" again.',
};
const evaluation = data.evaluation;
const evaluated = { all: false };

/** An IoU as papers print it; null: the metric is not defined. */
const metric = (value) => (value === null ? 'none' : value.toFixed(4));
const evaluatedClass = (item) => (classesById.has(item.id) ? className(classesById.get(item.id))
  : element('span', { className: 'name' }, item.name));

function drawClasses() {
  const order = byId('evaluation-order').value;
  const last = (value) => (value === null ? 2 : value);
  const rows = [...evaluation.classes].sort((a, b) => (order === 'iou' ? last(a.iou) - last(b.iou)
    : order === 'px' ? b.ground_truth_px - a.ground_truth_px : 0) || a.id - b.id);
  const shown = evaluated.all ? rows : rows.slice(0, EVALUATED_CLASSES);
  byId('evaluation-rows').replaceChildren(...shown.map((item) => {
    const fill = element('span', { className: 'fill' });
    fill.style.width = 100 * item.iou + '%';
    fill.style.backgroundColor = classesById.has(item.id) ? classesById.get(item.id).color : 'var(--muted)';
    return element('tr', {},
      element('th', { scope: 'row' }, evaluatedClass(item)),
      element('td', {}, element('div', { className: 'iou' },
        element('div', { className: 'bar', 'aria-hidden': 'true' }, fill), element('span', {}, metric(item.iou)))),
      element('td', {}, metric(item.accuracy)),
      element('td', {}, count(item.ground_truth_px)),
      element('td', {}, count(item.predicted_px)));
  }));
  byId('evaluation-more').hidden = shown.length === rows.length;
  byId('evaluation-more').textContent = 'Show all ' + rows.length + ' classes';
}

function drawMetrics() {
  const figure = (value, label) => byId('evaluation-figures').append(
    element('li', {}, element('b', {}, value), element('span', {}, label)));
  figure(metric(evaluation.miou), 'mean IoU');
  figure(metric(evaluation.pixel_accuracy), 'pixel accuracy');
  figure(metric(evaluation.mean_accuracy), 'mean class accuracy');
  figure(metric(evaluation.boundary_iou), 'mean boundary IoU');
  figure(count(evaluation.images), 'images compared');
  if (evaluation.predicted_void_px > 0) {
    figure(percent(evaluation.predicted_void_px / evaluation.counted_px), 'void in the masks, counted as wrong');
    figure(metric(evaluation.miou_without_predicted_void), 'mean IoU without void');
  }
  byId('evaluation-base').textContent = 'Over ' + pixels(evaluation.counted_px) + '; '
    + pixels(evaluation.void_px) + ' are void in the ground truth and not counted.'
    + (evaluation.images_failed > 0 ? ' ' + images(evaluation.images_failed)
      + ' could not be compared with their ground truth and are in no metric.' : '');
}

function worstImage(item) {
  const image = data.gallery.find((shown) => shown.id === item.id);
  const name = fileName(item.uri);
  if (!image) {
    return element('span', { title: item.uri }, name);
  }
  const button = element('button', { type: 'button', className: 'link', title: item.uri }, name);
  button.addEventListener('click', () => {
    // Without a filter, so that the viewer can step through all images.
    gallery.classId = null;
    showTiles();
    gallery.open(image);
  });
  return button;
}

function drawWorst() {
  byId('worst-rows').replaceChildren(...evaluation.worst.map((item) => element('tr', {},
    element('th', { scope: 'row' }, worstImage(item)),
    element('td', {}, metric(item.miou)), element('td', {}, metric(item.pixel_accuracy)))));
  byId('worst').hidden = evaluation.worst.length === 0;
}

byId('evaluation').hidden = byId('evaluation-link').hidden = !evaluation;
if (evaluation) {
  byId('evaluation-state').textContent = STATES[evaluation.state] || '';
  byId('evaluation-state').hidden = evaluation.state === 'CURRENT';
  byId('evaluation-body').hidden = !evaluation.classes;
  if (evaluation.classes) {
    drawMetrics();
    drawClasses();
    drawWorst();
    byId('evaluation-order').addEventListener('change', drawClasses);
    byId('evaluation-more').addEventListener('click', () => { evaluated.all = true; drawClasses(); });
  }
}
