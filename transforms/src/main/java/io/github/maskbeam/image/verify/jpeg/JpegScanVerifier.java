// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Verifies the scans of a JPEG one by one, and that together they contain the whole image. */
public final class JpegScanVerifier {
  private static final int MAX_BLOCKS_PER_MCU = 10;

  /** Each scan costs a pass over the image, so without a limit a small file could take hours. */
  private static final int MAX_SCANS = 100;

  private final HuffmanTables tables = new HuffmanTables();
  private final ExpectedFrame expected;
  private final JpegParts parts;
  private JpegFrame frame;
  private EntropyCodedSegment data;
  private int restartInterval;
  private int scans;

  /**
   * Creates a verifier.
   *
   * @param parts gets the entropy-coded data of the scans
   */
  JpegScanVerifier(ExpectedFrame expected, JpegParts parts) {
    this.expected = expected;
    this.parts = parts;
  }

  void readFrame(ByteView file, JpegSegments segment) throws ImageException {
    if (frame != null) {
      throw ImageException.corrupt("the JPEG has a second frame header");
    }
    frame = JpegFrame.read(file, segment);
    expected.verify(frame);
  }

  void readTables(ByteView file, JpegSegments segment) throws ImageException {
    tables.read(file, segment);
  }

  void readRestartInterval(ByteView file, JpegSegments segment) throws ImageException {
    restartInterval = file.u16BigEndian(segment.payloadStart(), "the JPEG restart interval");
  }

  void requireComplete() throws ImageException {
    if (frame == null || !isComplete()) {
      throw ImageException.truncated(
          "the JPEG ends after %d scans: coefficients of the image are missing", scans);
    }
  }

  /** The number of components that the frame header declares. */
  int components() {
    return frame.components().size();
  }

  /** Whether the scans so far contain the whole image. */
  boolean isComplete() {
    return frame.components().stream().allMatch(JpegComponent::isComplete);
  }

  /**
   * Verifies a scan.
   *
   * @param segment the current segment, which must be a scan header
   * @return the offset of the marker after the scan; or after the last scan, of what follows the
   *     image data
   */
  int verifyScan(ByteView file, JpegSegments segment) throws ImageException {
    if (frame == null) {
      throw ImageException.corrupt("the JPEG has a scan before any frame header");
    }
    if (++scans > MAX_SCANS) {
      throw ImageException.corrupt("the JPEG has more than %d scans", MAX_SCANS);
    }
    if (data == null) {
      data = new EntropyCodedSegment(file, parts);
    }
    String part = "a JPEG scan header";
    int at = segment.payloadStart();
    int count = file.u8(at, part);
    if (count < 1 || count > 4 || segment.end() - at != 4 + 2 * count) {
      throw ImageException.corrupt("a JPEG scan header of %d components is invalid", count);
    }
    JpegComponent[] components = new JpegComponent[count];
    int[] slots = new int[count];
    for (int i = 0; i < count; i++) {
      components[i] = frame.component(file.u8(at + 1L + 2L * i, part));
      slots[i] = file.u8(at + 2L + 2L * i, part);
    }
    int first = file.u8(at + 1L + 2L * count, part);
    int last = file.u8(at + 2L + 2L * count, part);
    int high = file.u8(at + 3L + 2L * count, part) >> 4;
    int low = file.u8(at + 3L + 2L * count, part) & 15;
    JpegScan scan =
        frame.progressive()
            ? progressive(components, slots, new int[] {first, last, high, low})
            : sequential(components, slots);
    if (!frame.progressive()) {
      parts.correct(at + 1 + 2 * count, 0);
      parts.correct(at + 2 + 2 * count, JpegComponent.COEFFICIENTS - 1);
      parts.correct(at + 3 + 2 * count, 0);
    }
    return scan.verify(segment.end(), isComplete() ? JpegScan.Place.LAST : JpegScan.Place.NOT_LAST);
  }

  private JpegScan sequential(JpegComponent[] components, int[] slots) throws ImageException {
    List<BlockCodes> blocks = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      components[i].recordScan(0, JpegComponent.COEFFICIENTS - 1, 0, 0);
      BlockCodes codes = tables.block(slots[i] >> 4, slots[i] & 15);
      blocks.addAll(Collections.nCopies(blocksPerMcu(components, i), codes));
    }
    requireMcuSize(blocks.size());
    return new JpegSequentialScan(data, mcus(components), restartInterval, blocks);
  }

  private JpegScan progressive(JpegComponent[] components, int[] slots, int[] progression)
      throws ImageException {
    int first = progression[0];
    int last = progression[1];
    boolean refines = progression[2] != 0;
    boolean isDc = first == 0;
    if (last >= JpegComponent.COEFFICIENTS
        || (isDc && last != 0)
        || (!isDc && (last < first || components.length != 1))) {
      throw ImageException.corrupt(
          "a JPEG scan has coefficients %d to %d of %d components, which is not a valid progression",
          first, last, components.length);
    }
    for (JpegComponent component : components) {
      component.recordScan(first, last, progression[2], progression[3]);
    }
    if (isDc) {
      return progressiveDc(components, slots, refines);
    }
    HuffmanTable table = tables.ac(slots[0] & 15);
    return refines
        ? JpegProgressiveAcScan.refining(data, restartInterval, table, components[0], first, last)
        : JpegProgressiveAcScan.first(data, restartInterval, table, components[0], first, last);
  }

  private JpegScan progressiveDc(JpegComponent[] components, int[] slots, boolean refines)
      throws ImageException {
    List<HuffmanTable> perBlock = new ArrayList<>();
    int blocks = 0;
    for (int i = 0; i < components.length; i++) {
      for (int block = 0; block < blocksPerMcu(components, i); block++) {
        blocks++;
        if (!refines) {
          perBlock.add(tables.dc(slots[i] >> 4));
        }
      }
    }
    requireMcuSize(blocks);
    return new JpegProgressiveDcScan(
        data, mcus(components), restartInterval, blocks, perBlock.toArray(new HuffmanTable[0]));
  }

  private long mcus(JpegComponent[] components) {
    return components.length == 1 ? components[0].blocks() : frame.interleavedMcus();
  }

  private static int blocksPerMcu(JpegComponent[] components, int index) {
    return components.length == 1 ? 1 : components[index].blocksPerMcu();
  }

  private static void requireMcuSize(int blocks) throws ImageException {
    if (blocks > MAX_BLOCKS_PER_MCU) {
      throw ImageException.corrupt(
          "the JPEG has %d blocks per MCU, but the limit of T.81 is %d",
          blocks, MAX_BLOCKS_PER_MCU);
    }
  }

  /** What the frame header must declare, checked before memory is allocated for it. */
  public static final class ExpectedFrame {
    private final long widthPx;
    private final long minHeightPx;
    private final long maxHeightPx;
    private final boolean mayBeSubsampled;

    public ExpectedFrame(
        long widthPx, long minHeightPx, long maxHeightPx, boolean mayBeSubsampled) {
      this.widthPx = widthPx;
      this.minHeightPx = minHeightPx;
      this.maxHeightPx = maxHeightPx;
      this.mayBeSubsampled = mayBeSubsampled;
    }

    void verify(JpegFrame frame) throws ImageException {
      if (frame.widthPx() != widthPx
          || frame.heightPx() < minHeightPx
          || frame.heightPx() > maxHeightPx) {
        throw ImageException.corrupt(
            "the JPEG data has %d x %d pixels instead of %d x %d",
            frame.widthPx(), frame.heightPx(), widthPx, minHeightPx);
      }
      if (frame.subsampled() && !mayBeSubsampled) {
        throw ImageException.unsupported(
            "the TIFF has JPEG data with subsampling, which is supported only for YCbCr");
      }
    }
  }
}
