// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

/** What Maskbeam itself knows of a format, beside OpenCV. Implementations are stateless. */
public interface FormatReader {
  /** Reads the size and orientation; costs no memory that grows with them. */
  ImageHeader header(ByteView file) throws ImageException;

  /**
   * Checks that the file holds all its pixels, as far as that can be told without them, and gives
   * the bytes that OpenCV shall decode: the content itself or a small edit of it. OpenCV quietly
   * fills in what is missing, so what this lets pass is believed.
   */
  byte[] verified(ByteView file, ImageHeader header) throws ImageException;

  /**
   * What OpenCV's decoder takes at most of native memory, beside the file and the pixels that come
   * out: measured, or read in its source, and rounded up. A few MiB are not counted.
   */
  long workingBytes(ByteView file, ImageHeader header) throws ImageException;
}
