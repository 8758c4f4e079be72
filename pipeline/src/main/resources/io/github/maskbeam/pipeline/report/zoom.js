/** The zoom of the viewer: which part of the image is seen, by buttons, keys, wheel and fingers. */
const zoom = (() => {
  const MAX_SCALE = 32;
  const STEP = 1.5;
  const PAN_PX = 80;
  const frames = [...document.querySelectorAll('#stage .frame')];
  const pointers = new Map();
  let image = null;
  /** Pixels of the screen per pixel of the image; null: the whole image is shown. */
  let scale = null;
  /** The point of the image in the middle of the frames, in its pixels. */
  let center = { x: 0, y: 0 };
  let scheduled = false;

  const firstFrame = () => frames.find(isSeen);

  function fitScale(box) {
    return Math.min(box.width / image.width_px, box.height / image.height_px);
  }

  const clamp = (value, half, length) => (2 * half >= length ? length / 2 : Math.min(length - half, Math.max(half, value)));

  function moveTo(x, y) {
    const frame = firstFrame();
    if (!frame) {
      return;
    }
    const box = boxOf(frame);
    center = {
      x: clamp(x, box.width / 2 / scale, image.width_px),
      y: clamp(y, box.height / 2 / scale, image.height_px),
    };
    schedule();
  }

  /** Zooms so that the point of the image at this place stays there: by default the middle of the frames. */
  function scaleTo(wanted, frame = firstFrame(), client = null) {
    if (!image || !frame) {
      return;
    }
    const before = boxOf(frame);
    const from = scale || fitScale(before);
    const at = client
      ? { x: client.x * devicePixelRatio, y: client.y * devicePixelRatio }
      : { x: before.left + before.width / 2, y: before.top + before.height / 2 };
    const middle = scale ? center : { x: image.width_px / 2, y: image.height_px / 2 };
    const point = {
      x: middle.x + (at.x - before.left - before.width / 2) / from,
      y: middle.y + (at.y - before.top - before.height / 2) / from,
    };
    stage.toggleAttribute('data-zoomed', true);
    const after = boxOf(frame);
    const fit = fitScale(after);
    if (wanted <= fit * 1.001 && wanted !== 1) {
      reset();
      return;
    }
    scale = Math.min(wanted, Math.max(MAX_SCALE, 4 * fit));
    if (!client) {
      at.x = after.left + after.width / 2;
      at.y = after.top + after.height / 2;
    }
    moveTo(
      point.x - (at.x - after.left - after.width / 2) / scale,
      point.y - (at.y - after.top - after.height / 2) / scale);
  }

  function reset() {
    scale = null;
    stage.toggleAttribute('data-zoomed', false);
    zoomLayers.clear();
    schedule();
  }

  function draw() {
    scheduled = false;
    const frame = firstFrame();
    if (!image || !frame) {
      return;
    }
    const complete = !scale || zoomLayers.draw(image, scale, center);
    const shown = scale || fitScale(boxOf(frame));
    stage.setAttribute('aria-busy', String(!complete));
    byId('zoom-value').textContent = (100 * shown).toFixed(shown < 0.1 ? 1 : 0) + '\u00a0%';
    byId('zoom-out').disabled = byId('zoom-fit').disabled = !scale;
    byId('zoom-note').textContent = note();
  }

  function schedule() {
    if (!scheduled) {
      scheduled = true;
      requestAnimationFrame(draw);
    }
  }

  /** What pixels the page has of this image. */
  function note() {
    const size = count(image.width_px) + ' × ' + count(image.height_px) + ' px';
    if (image.zoom) {
      return 'Zooms to full resolution, ' + size + '.';
    }
    const reduced = zoomLayers.smallest();
    return !reduced ? ''
      : reduced.naturalWidth >= image.width_px ? 'Full resolution, ' + size + '.'
      : 'Reduced: ' + count(reduced.naturalWidth) + ' × ' + count(reduced.naturalHeight) + ' of ' + size + '. '
        + (image.zoom_problem || '');
  }

  function key(name) {
    if (!image) {
      return false;
    }
    const pan = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[name];
    if (pan && scale) {
      moveTo(center.x + pan[0] * PAN_PX * devicePixelRatio / scale, center.y + pan[1] * PAN_PX * devicePixelRatio / scale);
    } else if (name === '+' || name === '=') {
      zoomBy(STEP);
    } else if (name === '-') {
      zoomBy(1 / STEP);
    } else if (name === '1') {
      scaleTo(1);
    } else if (name === '0') {
      reset();
    } else {
      return false;
    }
    return true;
  }

  function zoomBy(factor, frame, client) {
    const seen = frame || firstFrame();
    if (image && seen && (scale || factor > 1)) {
      scaleTo((scale || fitScale(boxOf(seen))) * factor, seen, client);
    }
  }

  function onPointer(event) {
    const frame = event.currentTarget;
    const before = [...pointers.values()];
    const moved = pointers.get(event.pointerId);
    if (!moved) {
      return;
    }
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const after = [...pointers.values()];
    if (before.length === 1 && scale) {
      moveTo(
        center.x - (event.clientX - moved.x) * devicePixelRatio / scale,
        center.y - (event.clientY - moved.y) * devicePixelRatio / scale);
    } else if (before.length === 2) {
      const spread = ([a, b]) => Math.hypot(a.x - b.x, a.y - b.y);
      const middle = ([a, b]) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
      if (spread(before) > 0) {
        zoomBy(spread(after) / spread(before), frame, middle(after));
      }
      if (scale) {
        moveTo(
          center.x - (middle(after).x - middle(before).x) * devicePixelRatio / scale,
          center.y - (middle(after).y - middle(before).y) * devicePixelRatio / scale);
      }
    }
  }

  for (const frame of frames) {
    frame.addEventListener('wheel', (event) => {
      // At the whole image, turning the wheel further scrolls.
      if (scale || event.deltaY < 0) {
        event.preventDefault();
        const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
        zoomBy(Math.exp(-Math.max(-120, Math.min(120, event.deltaY * lines)) / 300), frame, { x: event.clientX, y: event.clientY });
      }
    }, { passive: false });
    frame.addEventListener('pointerdown', (event) => {
      if (event.button === 0) {
        pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
        frame.setPointerCapture(event.pointerId);
      }
    });
    frame.addEventListener('pointermove', onPointer);
    for (const end of ['pointerup', 'pointercancel']) {
      frame.addEventListener(end, (event) => pointers.delete(event.pointerId));
    }
    frame.addEventListener('dblclick', (event) => (scale ? reset() : scaleTo(1, frame, { x: event.clientX, y: event.clientY })));
    // A browser drags pictures by default.
    frame.addEventListener('dragstart', (event) => event.preventDefault());
  }
  zoomLayers.whenDecoded(schedule);
  byId('zoom-in').addEventListener('click', () => zoomBy(STEP));
  byId('zoom-out').addEventListener('click', () => zoomBy(1 / STEP));
  byId('zoom-real').addEventListener('click', () => scaleTo(1));
  byId('zoom-fit').addEventListener('click', reset);
  new ResizeObserver(() => (scale ? moveTo(center.x, center.y) : schedule())).observe(stage);

  return {
    /** Begins with the whole of an image; null: there is none. */
    show(next) {
      image = next;
      zoomLayers.forget();
      pointers.clear();
      byId('zoom-tools').hidden = !image;
      reset();
    },
    draw: schedule,
    key,
  };
})();
