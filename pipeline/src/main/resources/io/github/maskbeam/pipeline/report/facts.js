const run = data.run;
const total = data.succeeded + data.failed;

function seconds(value) {
  if (value < 60) {
    return value.toFixed(1) + ' s';
  }
  const minutes = Math.floor(value / 60);
  return minutes < 60
    ? minutes + ' min ' + Math.round(value % 60) + ' s'
    : Math.floor(minutes / 60) + ' h ' + (minutes % 60) + ' min';
}

function time(text) {
  const at = new Date(text);
  return isNaN(at) ? text : at.toISOString().replace('T', ' ').slice(0, 19) + ' UTC';
}

function notice(...children) {
  byId('notices').append(element('p', { className: 'notice', role: 'note' }, ...children));
}

function showNotices() {
  if (run.is_demo_model) {
    notice('This run used the ', element('b', {}, 'demonstration model'),
      ', which knows the colors of the drawn scenes, not the world. For photographs, segment with ',
      element('code', {}, '--model=deeplabv3'), ' or a model of your own.');
  }
  if (run.contradictions.count > 0) {
    notice('The output is inconsistent; do not use it. ' + run.contradictions.shown.join(' '));
  }
}

function showFigures() {
  const figure = (value, label, kind) => byId('figures').append(
    element('li', { className: kind || '' }, element('b', {}, value), element('span', {}, label)));
  figure(count(data.succeeded), 'images segmented');
  figure(count(data.failed), 'failed', data.failed > 0 ? 'bad' : '');
  const classes = data.classes.filter((item) => !item.is_void);
  figure(count(classes.filter((item) => item.image_count > 0).length),
    'of ' + count(classes.length) + ' classes found');
  if (run.images_per_second !== undefined) {
    figure(run.images_per_second.toFixed(1), 'images per second');
  }
  if (run.duration_s !== undefined) {
    figure(seconds(run.duration_s), 'from start to end');
  }
}

function sources(list) {
  const shown = list.shown || [];
  return shown.join(', ') + (list.count > shown.length ? ' and ' + (list.count - shown.length) + ' more' : '');
}

function showFacts() {
  const fact = (name, value) => {
    if (value !== undefined && value !== '') {
      byId('facts').append(element('dt', {}, name), element('dd', {}, value));
    }
  };
  const short = (sha256) => sha256 && element('code', { title: sha256 }, sha256.slice(0, 12));
  const milliseconds = (value) => (value === undefined ? undefined : value.toFixed(1) + ' ms an image');
  fact('Output', element('code', {}, data.output));
  fact('Model', run.model);
  fact('Model card', run.model_card);
  fact('Model SHA-256', short(run.model_sha256));
  fact('Model input', run.input_width_px && run.input_width_px + ' × ' + run.input_height_px + ' px, ' + run.input_type);
  fact('Settings', run.fit && 'fit ' + run.fit.toLowerCase() + ', confidence ' + run.confidence.toLowerCase()
    + (run.min_confidence ? ', void below ' + run.min_confidence : '')
    + (run.scales ? ', scales ' + run.scales : '')
    + (run.normalization ? ', normalization ' + run.normalization : '')
    + (run.delegate ? ', delegate ' + run.delegate : ''));
  fact('Settings SHA-256', short(run.config_sha256));
  fact('Input', sources(run.patterns));
  fact('Manifests', sources(run.manifests));
  fact('Repeated in input', run.duplicates > 0 ? images(run.duplicates) : undefined);
  fact('Started', run.started_at && time(run.started_at));
  fact('Finished', run.finished_at && time(run.finished_at));
  fact('Decoding', milliseconds(run.decode_ms));
  fact('Inference', milliseconds(run.inference_ms));
  fact('Runner', run.runner);
  fact('Versions', run.maskbeam && 'Maskbeam ' + run.maskbeam + ', Beam ' + run.beam + ', Java ' + run.java);
}

document.title = 'Maskbeam report: ' + fileName(data.output);
byId('title').textContent = fileName(data.output);
byId('summary').textContent = images(total) + (run.model ? ' through ' + fileName(run.model) : '')
  + (run.finished_at ? ', finished ' + time(run.finished_at) : '')
  + (data.failed > 0 ? '. ' + count(data.failed) + ' failed, each with its reason below.' : '. None failed.');
byId('origin').textContent = 'Written by Maskbeam ' + data.maskbeam + ' on ' + time(data.created_at)
  + '. This page is one file and fetches nothing.';
showNotices();
showFigures();
showFacts();
