// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

/**
 * Reads the header of one image format and verifies its files before OpenCV decodes them.
 * Implementations are stateless and thread-safe.
 */
public interface FormatReader {
  /** Reads the size and orientation. Memory use does not depend on the declared size. */
  ImageHeader header(ByteView file) throws ImageException;

  /**
   * Verifies that the file is complete, as far as that is possible without decoding its pixels.
   * OpenCV silently fills in missing pixels, so damage that passes here goes undetected.
   *
   * @return what OpenCV decodes: the content itself, or an edited copy
   */
  Decodable verify(ByteView file, ImageHeader header) throws ImageException;

  /**
   * An upper bound of the native memory that OpenCV's decoder allocates in addition to the file and
   * the decoded pixels, in bytes. Measured or taken from OpenCV's source, without a constant few
   * MiB.
   */
  long decoderMemoryBytes(ByteView file, ImageHeader header) throws ImageException;

  /**
   * How many rows have to be decoded together, from a row that is a multiple of it: the height, if
   * only the whole image can be decoded.
   */
  default int rowsTogether(ByteView file, ImageHeader header) throws ImageException {
    return header.codedHeightPx();
  }
}
