// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

/** What becomes of the images in an export: the option {@code --images}. */
public enum ImageFiles {
  /** A symbolic link to each image. */
  LINK,
  /** A copy of each image. */
  COPY,
  /** The export has no images. */
  NONE
}
