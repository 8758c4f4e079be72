// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

/** The names of files in an export: the option {@code --names}. */
public enum Naming {
  /** The path of the image below the directory of all images. */
  PATH,
  /** The name of the mask, which contains the image id. */
  ID
}
