// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

/** The formats that Maskbeam decodes, told by the content, never by the file's name. */
public enum ImageFormat {
  /** ITU-T T.81: baseline, extended sequential and progressive Huffman coding, 8 bits. */
  JPEG,
  /** W3C PNG, third edition; of an animation, the default image. */
  PNG,
  /** Google WebP (RFC 9649); of an animation, the first frame. */
  WEBP,
  /** Windows and OS/2 bitmaps. */
  BMP,
  /** CompuServe GIF 87a and 89a; of an animation, the first frame. */
  GIF,
  /** TIFF 6.0; the first page. */
  TIFF
}
