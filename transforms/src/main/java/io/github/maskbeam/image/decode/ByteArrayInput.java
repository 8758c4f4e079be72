// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import javax.imageio.stream.ImageInputStreamImpl;

/** Bytes in memory as a stream of the JDK's image readers, which have only copying ones. */
final class ByteArrayInput extends ImageInputStreamImpl {
  private final byte[] content;

  ByteArrayInput(byte[] content) {
    this.content = content;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return streamPos < content.length ? content[(int) streamPos++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    bitOffset = 0;
    int count = (int) Math.min(length, content.length - streamPos);
    if (count <= 0) {
      return length == 0 ? 0 : -1;
    }
    System.arraycopy(content, (int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return content.length;
  }
}
