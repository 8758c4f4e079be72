// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.png.PngFormat;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.mask.IndexPng;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.EvaluationFailure;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.storage.ImageBytes;
import io.github.maskbeam.storage.ImageReadException;

/** A PNG with class ids whose header was read. */
final class ClassIdFile {
  private final String uri;
  private final EvaluationFailure failure;
  private final byte[] content;
  private final ImageHeader header;

  private ClassIdFile(String uri, EvaluationFailure failure, byte[] content, ImageHeader header) {
    this.uri = uri;
    this.failure = failure;
    this.content = content;
    this.header = header;
  }

  /**
   * Reads a file and its header.
   *
   * @param failure the code of what is wrong with this file
   * @param maxBytes the maximum size of the file
   * @param heapBytes the memory that was acquired for it, also a maximum of its size
   */
  static ClassIdFile open(String uri, EvaluationFailure failure, long maxBytes, long heapBytes)
      throws EvaluationException, InterruptedException {
    try {
      byte[] content = ImageBytes.read(uri, Math.min(maxBytes, heapBytes));
      return new ClassIdFile(uri, failure, content, FormatReaders.header(content));
    } catch (ImageReadException e) {
      boolean isTooLarge = e.code() == FailureCode.TOO_LARGE;
      throw failed(uri, failure, isTooLarge ? tooLarge(maxBytes, heapBytes) : e.getMessage());
    } catch (ImageException e) {
      throw failed(uri, failure, e.getMessage());
    }
  }

  private static String tooLarge(long maxBytes, long heapBytes) {
    return heapBytes < maxBytes
        ? String.format(
            "the file has more than the %d bytes that the Java heap has for it: raise the heap with"
                + " -Xmx",
            heapBytes)
        : String.format(
            "the file has more than %d bytes, which is the limit for class ids of an image of this"
                + " size",
            maxBytes);
  }

  /** Bytes of the file. */
  long sizeBytes() {
    return content.length;
  }

  /** Bits per pixel of {@link #pixels}. */
  int bits() {
    boolean isWide =
        header.format() == ImageFormat.PNG && content[PngFormat.DEPTH_AT] == Short.SIZE;
    return isWide ? Short.SIZE : Byte.SIZE;
  }

  /** EXIF orientation is not applied: class ids are stored as they are meant. */
  boolean hasSizeOf(ImageRow image) {
    return header.codedWidthPx() == image.getWidthPx()
        && header.codedHeightPx() == image.getHeightPx();
  }

  /** The size in pixels, for a person. */
  String size() {
    return header.codedWidthPx() + " x " + header.codedHeightPx() + " pixels";
  }

  Mask pixels() throws EvaluationException {
    try {
      return IndexPng.read(content, header);
    } catch (ImageException e) {
      throw failed(uri, failure, e.getMessage());
    }
  }

  private static EvaluationException failed(String uri, EvaluationFailure failure, String reason) {
    return new EvaluationException(failure, uri + ": " + reason);
  }
}
