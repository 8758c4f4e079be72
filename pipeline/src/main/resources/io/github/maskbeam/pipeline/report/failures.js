const MEANINGS = {
  NOT_FOUND: 'there is no file at the URI',
  ACCESS_DENIED: 'the run has no permission to read it',
  READ_ERROR: 'reading failed',
  TOO_LARGE: 'above the limits of the run',
  UNSUPPORTED_FORMAT: 'not an image, or a kind of image that is not decoded',
  CORRUPT: 'the content violates its format',
  TRUNCATED: 'the file ends before its pixels do',
  TIMED_OUT: 'decoding took too long',
};

function failureList(group) {
  const left = group.count - group.shown.length;
  return element('div', { className: 'failed' },
    element('ul', {}, ...group.shown.map((failure) => element('li', {},
      element('code', {}, failure.uri), element('span', {}, failure.message)))),
    ...(left > 0 ? [element('p', { className: 'hint' }, 'and ' + count(left) + ' more: ', element('code', {},
      "SELECT image_uri, failure_message FROM '" + data.output + "/tables/images/*.parquet' WHERE failure_code = '"
        + group.code + "'"))] : []));
}

byId('failure-codes').append(...data.failures.map((group, index) => element('details', { open: index === 0 },
  element('summary', {}, element('b', {}, group.code), element('span', {}, images(group.count)),
    element('span', { className: 'hint' }, MEANINGS[group.code] || '')),
  failureList(group))));
if (data.failures.length === 0) {
  byId('failure-codes').append(element('p', { className: 'hint' }, 'No image failed.'));
}
