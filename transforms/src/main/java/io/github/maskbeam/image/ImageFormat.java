// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

/** The supported image formats. The format is detected from the content, not the file name. */
public enum ImageFormat {
  /** ITU-T T.81: baseline, extended sequential and progressive Huffman coding, 8 bits. */
  JPEG,
  /** W3C PNG, third edition; the default image of an animation. */
  PNG,
  /** Google WebP (RFC 9649); the first frame of an animation. */
  WEBP,
  /** Windows and OS/2 bitmaps. */
  BMP,
  /** CompuServe GIF 87a and 89a; the first frame of an animation. */
  GIF,
  /** TIFF 6.0; the first page in full resolution. */
  TIFF
}
