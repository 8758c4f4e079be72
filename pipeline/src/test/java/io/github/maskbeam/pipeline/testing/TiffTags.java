// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.exif.TiffDirectory;
import java.nio.ByteBuffer;

/** Copies of a TIFF file in which one field of the first directory is damaged. */
@SuppressWarnings("ByteBufferBackingArray") // All buffers are allocated here, or wrap whole arrays.
public final class TiffTags {
  private final byte[] file;
  private final TiffDirectory directory;

  /** Reads the directory of a file. */
  public TiffTags(byte[] file) throws ImageException {
    this.file = file;
    this.directory = TiffDirectory.readFirst(new ByteView(file));
  }

  /** Another number in a field of type DOUBLE. */
  public byte[] withDouble(int tag, int index, double value) throws ImageException {
    ByteBuffer copy = copy();
    copy.putDouble((int) directory.valuesAt(tag) + Double.BYTES * index, value);
    return copy.array();
  }

  /** Another number in a field of type SHORT. */
  public byte[] withShort(int tag, int index, int value) throws ImageException {
    ByteBuffer copy = copy();
    copy.putShort((int) directory.valuesAt(tag) + Short.BYTES * index, (short) value);
    return copy.array();
  }

  /** Without a field: it gets the next number, which nobody knows. */
  public byte[] without(int tag) {
    ByteBuffer copy = copy();
    copy.putShort(directory.entryAt(tag), (short) (tag + 1));
    return copy.array();
  }

  private ByteBuffer copy() {
    return ByteBuffer.wrap(file.clone()).order(directory.byteOrder());
  }
}
