/** A share in whole percent; what is less than half a percent stays empty, and is in the title. */
function cell(px, item, isCorrect, title) {
  const share = item.px > 0 ? px / item.px : 0;
  const made = element('td', { className: isCorrect ? 'heat correct' : 'heat', title: title + ': ' + percent(share)
    + ', ' + pixels(px) }, share >= 0.005 ? String(Math.round(100 * share)) : px > 0 ? '·' : '');
  // The square root lets small confusions be seen.
  made.style.setProperty('--heat', Math.sqrt(share).toFixed(3));
  return made;
}

function columnTitle(name) {
  return element('th', { scope: 'col', title: name }, element('span', {}, name));
}

function drawConfusion({ ids, rows, left_out: leftOut }) {
  const names = new Map(evaluation.classes.map((item) => [item.id, item.name]));
  const hasVoid = evaluation.predicted_void_px > 0;
  byId('confusion-head').replaceChildren(element('tr', {},
    element('th', { scope: 'col' }, 'Ground truth'),
    ...ids.map((id) => columnTitle(names.get(id))),
    ...(leftOut > 0 ? [columnTitle('other classes')] : []),
    ...(hasVoid ? [columnTitle('void')] : [])));
  byId('confusion-rows').replaceChildren(...ids.map((id, index) => [id, rows[index]])
    .filter(([, row]) => row.px > 0)
    .map(([id, row]) => {
      const title = (name) => names.get(id) + ' in the ground truth, ' + name + ' in the mask';
      const others = row.px - row.void_px - row.predicted_px.reduce((sum, px) => sum + px, 0);
      return element('tr', {},
        element('th', { scope: 'row', title: count(row.px) + ' px' }, names.get(id)),
        ...row.predicted_px.map((px, column) => cell(px, row, ids[column] === id, title(names.get(ids[column])))),
        ...(leftOut > 0 ? [cell(others, row, false, title('another class'))] : []),
        ...(hasVoid ? [cell(row.void_px, row, false, title('void'))] : []));
    }));
  byId('confusion-left-out').textContent = leftOut === 0 ? ''
    : 'The ' + ids.length + ' classes with most pixels; ' + count(leftOut)
      + (leftOut === 1 ? ' more is' : ' more are') + ' left out and summed as other classes.';
}

if (evaluation && evaluation.classes) {
  drawConfusion(evaluation.confusion);
}
