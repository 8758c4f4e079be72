// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Checks the scans of a JPEG one after another and knows when nothing is missing any more. */
public final class JpegScans {
  private static final int MAX_BLOCKS_AN_MCU = 10;

  /** More make no better picture; each costs a pass over it, so a small file could take hours. */
  private static final int MAX_SCANS = 100;

  private final HuffmanTables tables = new HuffmanTables();
  private final Size size;
  private JpegFrame frame;
  private EntropyData data;
  private int restartInterval;
  private int scans;

  JpegScans(Size size) {
    this.size = size;
  }

  void readFrame(ByteView file, JpegSegments segment) throws ImageException {
    if (frame != null) {
      throw ImageException.corrupt("the JPEG has a second frame header");
    }
    frame = JpegFrame.read(file, segment);
    size.require(frame);
  }

  void readTables(ByteView file, JpegSegments segment) throws ImageException {
    tables.read(file, segment);
  }

  void readRestartInterval(ByteView file, JpegSegments segment) throws ImageException {
    restartInterval = file.u16BigEndian(segment.payloadStart(), "the JPEG restart interval");
  }

  /** Whether all is there after one scan, as in most baseline files. */
  boolean isCompleteInOneScan() {
    return scans == 1 && !frame.progressive() && isComplete();
  }

  void requireComplete() throws ImageException {
    if (frame == null || !isComplete()) {
      throw ImageException.truncated(
          "the JPEG ends after %d scans: coefficients of the picture are missing", scans);
    }
  }

  private boolean isComplete() {
    return frame.components().stream().allMatch(JpegComponent::isComplete);
  }

  /** Checks the scan whose header the walk stands on; gives the position of the marker after it. */
  int checkScan(ByteView file, JpegSegments segment) throws ImageException {
    if (frame == null) {
      throw ImageException.corrupt("the JPEG has a scan before any frame header");
    }
    if (++scans > MAX_SCANS) {
      throw ImageException.corrupt("the JPEG has more than %d scans", MAX_SCANS);
    }
    if (data == null) {
      data = new EntropyData(file);
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
    return scan.check(segment.end());
  }

  private JpegScan sequential(JpegComponent[] components, int[] slots) throws ImageException {
    List<BlockCodes> blocks = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      components[i].send(0, JpegComponent.COEFFICIENTS - 1, 0, 0);
      BlockCodes codes = tables.block(slots[i] >> 4, slots[i] & 15);
      blocks.addAll(Collections.nCopies(blocksAnMcu(components, i), codes));
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
          "a JPEG scan sends coefficients %d to %d of %d components, which no progression does",
          first, last, components.length);
    }
    for (JpegComponent component : components) {
      component.send(first, last, progression[2], progression[3]);
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
      for (int block = 0; block < blocksAnMcu(components, i); block++) {
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

  private static int blocksAnMcu(JpegComponent[] components, int index) {
    return components.length == 1 ? 1 : components[index].blocksAnMcu();
  }

  private static void requireMcuSize(int blocks) throws ImageException {
    if (blocks > MAX_BLOCKS_AN_MCU) {
      throw ImageException.corrupt(
          "the JPEG has %d blocks an MCU; T.81 allows %d", blocks, MAX_BLOCKS_AN_MCU);
    }
  }

  /** The content with the end marker that was lost, for a picture that lacks nothing else. */
  static byte[] contentWithEnd(ByteView file) {
    byte[] content = Arrays.copyOf(file.content(), file.length() + 2);
    content[file.length()] = (byte) 0xFF;
    content[file.length() + 1] = (byte) JpegSegments.EOI;
    return content;
  }

  /** What size a picture may have, so that one of another size costs no memory. */
  public static final class Size {
    private final long widthPx;
    private final long minHeightPx;
    private final long maxHeightPx;

    public Size(long widthPx, long minHeightPx, long maxHeightPx) {
      this.widthPx = widthPx;
      this.minHeightPx = minHeightPx;
      this.maxHeightPx = maxHeightPx;
    }

    void require(JpegFrame frame) throws ImageException {
      if (frame.widthPx() != widthPx
          || frame.heightPx() < minHeightPx
          || frame.heightPx() > maxHeightPx) {
        throw ImageException.corrupt(
            "JPEG data of %d x %d pixels stands where %d x %d are wanted",
            frame.widthPx(), frame.heightPx(), widthPx, minHeightPx);
      }
    }
  }
}
