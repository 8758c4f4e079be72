/**
 * What the zoom draws: each frame has a canvas with exactly the pixels of the screen that it covers. Tiles are drawn
 * between whole pixels of the screen, at the same place in all canvases, so that image and mask stay aligned and no gaps
 * appear. Until a tile is decoded, and without tiles, the reduced picture is drawn.
 */
const isSeen = (frame) => frame.getClientRects().length > 0;

/** A frame in whole pixels of the screen, as browsers paint it. */
function boxOf(frame) {
  const ratio = devicePixelRatio;
  const box = frame.getBoundingClientRect();
  const left = Math.round(box.left * ratio);
  const top = Math.round(box.top * ratio);
  return { left, top, width: Math.round(box.right * ratio) - left, height: Math.round(box.bottom * ratio) - top };
}

const zoomLayers = (() => {
  /** Decoded tiles that are kept, unless more are seen: each takes up to 1 MiB. */
  const MAX_TILES = 200;
  const layers = [['image', 'zoom-image', 'viewer-image'], ['mask', 'zoom-mask', 'viewer-mask'],
    ['mask', 'zoom-mask-alone', 'viewer-mask-alone'], ['confidence', 'zoom-confidence', 'viewer-confidence']]
    .map(([kind, canvas, reduced]) => ({ kind, canvas: byId(canvas), reduced: byId(reduced) }));
  const tiles = new Map();
  let seenTiles = 0;
  let onChange = () => {};

  /** The tiles that have at least the pixels of the screen, or the largest; without tiles null. */
  function levelOf(tiled, image, scale) {
    if (!tiled) {
      return null;
    }
    const enough = tiled.levels.filter((level) => level.width_px >= image.width_px * scale - 0.5);
    return enough.length > 0 ? enough[enough.length - 1] : tiled.levels[0];
  }

  /** A decoded tile, or null until it is decoded. */
  function tilePicture(kind, level, index) {
    seenTiles++;
    const key = kind + level.width_px + '/' + index;
    let picture = tiles.get(key);
    if (!picture) {
      picture = new Image();
      picture.src = (kind === 'image' ? jpeg : png)(level[kind][index]);
      picture.decode().then(() => {
        picture.isDecoded = true;
        onChange();
      }, () => {});
    }
    // The last that was used is the last to be dropped.
    tiles.delete(key);
    tiles.set(key, picture);
    return picture.isDecoded ? picture : null;
  }

  /** Draws a layer. Returns whether all tiles that are seen were decoded. */
  function drawLayer(layer, image, scale, center) {
    const frame = layer.canvas.parentElement;
    if (!isSeen(frame) || getComputedStyle(layer.canvas).display === 'none') {
      return true;
    }
    const { width, height } = boxOf(frame);
    if (layer.canvas.width !== width || layer.canvas.height !== height) {
      layer.canvas.width = width;
      layer.canvas.height = height;
      layer.canvas.style.width = width / devicePixelRatio + 'px';
      layer.canvas.style.height = height / devicePixelRatio + 'px';
    }
    const context = layer.canvas.getContext('2d');
    context.clearRect(0, 0, width, height);
    const left = Math.round(center.x * scale - width / 2);
    const top = Math.round(center.y * scale - height / 2);
    const tiled = image.zoom && image.zoom.levels[0][layer.kind] ? image.zoom : null;
    const level = levelOf(tiled, image, scale);
    const reducedWidth = layer.reduced.naturalWidth;
    const reducedHeight = layer.reduced.naturalHeight;
    if (!layer.reduced.complete || reducedWidth === 0) {
      return false;
    }
    // Pixels in the image per pixel of a tile; without tiles, the whole image is one.
    const size = tiled ? tiled.tile_px : Infinity;
    const stepX = level ? image.width_px / level.width_px : 1;
    const stepY = level ? image.height_px / level.height_px : 1;
    const columns = level ? Math.ceil(level.width_px / size) : 1;
    const rows = level ? Math.ceil(level.height_px / size) : 1;
    const edge = (index, step, length) => Math.min(length, index === 0 ? 0 : index * size * step);
    let complete = true;
    for (let row = 0; row < rows; row++) {
      const y = edge(row, stepY, image.height_px);
      const bottom = edge(row + 1, stepY, image.height_px);
      const targetY = Math.round(y * scale) - top;
      const targetHeight = Math.round(bottom * scale) - top - targetY;
      if (targetY >= height || targetY + targetHeight <= 0) {
        continue;
      }
      for (let column = 0; column < columns; column++) {
        const x = edge(column, stepX, image.width_px);
        const right = edge(column + 1, stepX, image.width_px);
        const targetX = Math.round(x * scale) - left;
        const targetWidth = Math.round(right * scale) - left - targetX;
        if (targetX >= width || targetX + targetWidth <= 0) {
          continue;
        }
        const picture = level && tilePicture(layer.kind, level, row * columns + column);
        if (picture) {
          context.imageSmoothingEnabled = layer.kind !== 'mask' && scale * stepX < 1;
          context.drawImage(picture, targetX, targetY, targetWidth, targetHeight);
        } else {
          complete = complete && !level;
          context.imageSmoothingEnabled = layer.kind !== 'mask' && (Boolean(level) || reducedWidth !== image.width_px);
          const ratioX = reducedWidth / image.width_px;
          const ratioY = reducedHeight / image.height_px;
          context.drawImage(layer.reduced, x * ratioX, y * ratioY, (right - x) * ratioX, (bottom - y) * ratioY,
            targetX, targetY, targetWidth, targetHeight);
        }
      }
    }
    return complete;
  }

  for (const layer of layers) {
    layer.reduced.addEventListener('load', () => onChange());
  }

  return {
    /** Calls this when a picture can be drawn that could not before. */
    whenDecoded(callback) {
      onChange = callback;
    },

    /**
     * Draws the canvases that are seen: this scale, in pixels of the screen per pixel of the image, and this point of the
     * image in their middle. Returns whether all that is seen was decoded.
     */
    draw(image, scale, center) {
      seenTiles = 0;
      const complete = layers.map((layer) => drawLayer(layer, image, scale, center)).every(Boolean);
      for (const key of tiles.keys()) {
        if (tiles.size <= Math.max(MAX_TILES, seenTiles)) {
          break;
        }
        tiles.delete(key);
      }
      return complete;
    },

    /** Frees the canvases, which keep their memory as long as they have a size. */
    clear() {
      for (const layer of layers) {
        layer.canvas.width = layer.canvas.height = 0;
      }
    },

    /** Drops the tiles, which are those of one image. */
    forget: () => tiles.clear(),

    /** The smallest of the reduced pictures that are seen, if any. */
    smallest: () => layers.filter((layer) => layer.reduced.naturalWidth > 0 && isSeen(layer.canvas.parentElement))
      .map((layer) => layer.reduced).sort((a, b) => a.naturalWidth - b.naturalWidth)[0],
  };
})();
