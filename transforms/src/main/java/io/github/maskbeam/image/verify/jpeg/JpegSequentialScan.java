// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.Interruption;
import java.util.List;

/** A scan of baseline or extended sequential coding (T.81, annex F.2). */
final class JpegSequentialScan extends JpegScan {
  private final BlockCodes[] blocks;

  /**
   * Creates a scan.
   *
   * @param blocks the codes of each block of an MCU
   */
  JpegSequentialScan(
      EntropyCodedSegment data, long mcus, int restartInterval, List<BlockCodes> blocks) {
    super(data, mcus, restartInterval);
    this.blocks = blocks.toArray(new BlockCodes[0]);
  }

  @Override
  long read(long from, long to) throws ImageException {
    byte[] bytes = data().bytes();
    long end = data().bits();
    long position = 0;
    for (long mcu = from; mcu < to; mcu++) {
      Interruption.checkAt(mcu - from);
      for (BlockCodes block : blocks) {
        position = block.skip(bytes, position);
        if (position < 0) {
          return invalidCode(mcu, ~position);
        }
        if (position > end) {
          return mcu;
        }
      }
    }
    data().position(position);
    return to;
  }

  @Override
  boolean isFollowedByImageData(long nextByte) throws ImageException {
    if (areBlocks(nextByte, 0)) {
      return true;
    }
    // Damage may have removed blocks, so any block of an MCU may be the next one.
    for (int first = 0; first < blocks.length; first++) {
      if (areBlocks(data().position(), first)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the data from {@code start} are blocks that end where the data ends, up to padding. */
  private boolean areBlocks(long start, int first) throws ImageException {
    long end = data().bits();
    long position = start;
    for (int i = first; position >= 0 && position < end; i++) {
      Interruption.checkAt(i);
      position = blocks[i % blocks.length].skip(data().bytes(), position);
      if (position >= 0 && position <= end && position + 8 > end && data().areOnes(position, end)) {
        return true;
      }
    }
    return false;
  }
}
