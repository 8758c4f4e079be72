// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.Decodable;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.exif.TiffDirectory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A copy of a TIFF with a directory of one page added, which has only the fields that libtiff needs
 * to decode the pixels. The fields that libtiff or OpenCV misinterprets are replaced.
 */
final class TiffCopy {
  private static final int SHORT_TYPE = 3;
  private static final int LONG_TYPE = 4;
  private static final int ASSOCIATED_ALPHA = 1;
  private static final int MAX_FIELDS = 40;
  private static final int PALETTE_BITS = 4;
  private static final int PALETTE_COLORS = 1 << PALETTE_BITS;

  /** The fields that affect the pixels; T4 and T6 options, YCbCr and ink fields among them. */
  static final Set<Integer> KEPT =
      Set.of(
          256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 284, 292, 293, 317, 318, 319, 320, 322,
          323, 324, 325, 332, 334, 338, 347, 529, 530, 531, 532);

  /** For a directory, the palette after it, and their alignment. */
  private static final int ADDED_BYTES =
      8 + MAX_FIELDS * TiffDirectory.ENTRY_BYTES + 3 * 2 * PALETTE_COLORS;

  private final TiffDirectory directory;
  private final TiffSamples samples;
  private final TiffChunks chunks;
  private final byte[] copy;
  private final int directoryAt;

  private TiffCopy(TiffDirectory directory, TiffSamples samples, TiffChunks chunks, byte[] copy) {
    this.directory = directory;
    this.samples = samples;
    this.chunks = chunks;
    this.copy = copy;
    // A directory starts at an even offset.
    this.directoryAt = (copy.length - ADDED_BYTES + 1) & ~1;
  }

  /** The form of a verified page that OpenCV decodes. */
  static Decodable decodable(
      ByteView file, TiffDirectory directory, ImageHeader header, TiffChunks chunks)
      throws ImageException {
    TiffSamples samples = new TiffSamples(directory);
    int files = samples.layout() == Decodable.Layout.PLANES ? samples.channels() : 1;
    TiffBlanks blanks = new TiffBlanks(directory, chunks);
    blanks.find(samples.layout(), files);
    if (chunks.areTilesMisread()) {
      byte[] strips = TiffTiles.toStrips(file, directory, header, chunks, ADDED_BYTES);
      ByteView view = new ByteView(strips);
      TiffDirectory inStrips = TiffDirectory.readFirst(view);
      TiffChunks rows = new TiffChunks(view, inStrips, header);
      return new TiffCopy(inStrips, samples, rows, strips).decodable(files, blanks);
    }
    byte[] copy = Arrays.copyOf(file.content(), file.length() + ADDED_BYTES);
    blanks.fill(copy);
    return new TiffCopy(directory, samples, chunks, copy).decodable(files, blanks);
  }

  private Decodable decodable(int files, TiffBlanks blanks) throws ImageException {
    Decodable.Layout layout = samples.layout();
    Map<Integer, byte[]> common = commonEntries();
    return Decodable.of(
        layout,
        samples.depth(),
        samples.meaning(),
        files,
        index -> blanks.isAllBlank(index) ? new byte[0] : withDirectory(layout, common, index),
        blanks.areas());
  }

  /** The fields that all planes share, by their entries. */
  private Map<Integer, byte[]> commonEntries() throws ImageException {
    Map<Integer, byte[]> entries = new TreeMap<>();
    for (int tag : directory.tags()) {
      if (KEPT.contains(tag)) {
        int at = directory.entryAt(tag);
        entries.put(tag, Arrays.copyOfRange(copy, at, at + TiffDirectory.ENTRY_BYTES));
      }
    }
    if (samples.isRgb()) {
      put(entries, TiffDirectory.PHOTOMETRIC, TiffSamples.RGB);
    } else if (samples.bits() == PALETTE_BITS && samples.photometric() != TiffSamples.PALETTE) {
      // OpenCV decodes 4 bits only with a palette.
      put(entries, TiffDirectory.PHOTOMETRIC, TiffSamples.PALETTE);
      int paletteAt = copy.length - 3 * 2 * PALETTE_COLORS;
      entries.put(
          TiffDirectory.COLOR_MAP,
          entry(TiffDirectory.COLOR_MAP, SHORT_TYPE, 3 * PALETTE_COLORS, paletteAt));
      fillGrayPalette(paletteAt);
    }
    entries.remove(TiffDirectory.EXTRA_SAMPLES);
    if (samples.hasExtraSample()) {
      // libtiff multiplies colors by unassociated alpha, but passes associated alpha through.
      put(entries, TiffDirectory.EXTRA_SAMPLES, ASSOCIATED_ALPHA);
    }
    return entries;
  }

  private void fillGrayPalette(int at) {
    ByteBuffer palette = ByteBuffer.wrap(copy).order(directory.byteOrder()).position(at);
    for (int i = 0; i < 3 * PALETTE_COLORS; i++) {
      int index = i % PALETTE_COLORS;
      boolean isInverted = samples.photometric() == TiffSamples.MIN_IS_WHITE;
      int value = isInverted ? PALETTE_COLORS - 1 - index : index;
      palette.putShort((short) (value * 0x1111));
    }
  }

  private byte[] withDirectory(Decodable.Layout layout, Map<Integer, byte[]> common, int fileIndex)
      throws ImageException {
    Map<Integer, byte[]> entries = new TreeMap<>(common);
    if (layout == Decodable.Layout.PLANES || layout == Decodable.Layout.GRAY_AND_ALPHA) {
      entries.remove(TiffDirectory.EXTRA_SAMPLES);
      put(entries, TiffDirectory.PHOTOMETRIC, TiffSamples.MIN_IS_BLACK);
      put(entries, TiffDirectory.SAMPLES_PER_PIXEL, 1);
      put(entries, TiffDirectory.BITS_PER_SAMPLE, samples.bits());
    }
    if (layout == Decodable.Layout.PLANES) {
      entries.remove(TiffDirectory.PLANAR_CONFIGURATION);
      replaceByPlane(entries, chunks.offsetsTag(), fileIndex);
      replaceByPlane(entries, chunks.countsTag(), fileIndex);
    } else if (layout == Decodable.Layout.GRAY_AND_ALPHA) {
      putDoubled(entries, TiffDirectory.WIDTH);
      putDoubled(entries, TiffDirectory.TILE_WIDTH);
    }
    ByteBuffer out = ByteBuffer.wrap(copy).order(directory.byteOrder());
    out.putInt(4, directoryAt).position(directoryAt);
    out.putShort((short) entries.size());
    entries.values().forEach(out::put);
    out.putInt(0);
    return copy;
  }

  private void putDoubled(Map<Integer, byte[]> entries, int tag) throws ImageException {
    if (entries.containsKey(tag)) {
      entries.put(tag, entry(tag, LONG_TYPE, 1, 2 * (int) directory.value(tag, 0)));
    }
  }

  /** The part of an array of strips or tiles that belongs to one plane. */
  private void replaceByPlane(Map<Integer, byte[]> entries, int tag, int plane)
      throws ImageException {
    if (!entries.containsKey(tag)) {
      return;
    }
    int type = ByteBuffer.wrap(entries.get(tag)).order(directory.byteOrder()).getShort(2);
    int count = (int) chunks.chunksPerPlane();
    int bytes = directory.bytesOfType(tag);
    int at = (int) (directory.valuesAt(tag) + (long) plane * count * bytes);
    byte[] entry = entry(tag, type, count, at);
    if (count * bytes <= TiffDirectory.MAX_INLINE_BYTES) {
      System.arraycopy(copy, at, entry, 8, count * bytes);
    }
    entries.put(tag, entry);
  }

  private void put(Map<Integer, byte[]> entries, int tag, int value) {
    byte[] entry = entry(tag, SHORT_TYPE, 1, 0);
    ByteBuffer.wrap(entry).order(directory.byteOrder()).putShort(8, (short) value);
    entries.put(tag, entry);
  }

  private byte[] entry(int tag, int type, int count, int valueOrOffset) {
    return ByteBuffer.allocate(TiffDirectory.ENTRY_BYTES)
        .order(directory.byteOrder())
        .putShort((short) tag)
        .putShort((short) type)
        .putInt(count)
        .putInt(valueOrOffset)
        .array();
  }
}
