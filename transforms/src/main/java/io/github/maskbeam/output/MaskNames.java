// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.schemas.RunRecord;
import io.github.maskbeam.schemas.Sha256;

/** How the masks in an output directory, and the files beside them, are named. */
public enum MaskNames {
  /** By the id of the image, after a readable stem: each image has a name of its own. */
  ID,
  /**
   * As the file of the image, without its directories and with another ending, so that other
   * programs find pairs. Two images whose names are equal, or differ only in case, are a {@link
   * MaskNameException}.
   */
  STEM;

  /** The names of the masks of a run. */
  public static MaskNames of(RunRecord run) {
    return run.getConfig() == null || run.getConfig().getMaskNames() == null
        ? ID
        : MaskNames.valueOf(run.getConfig().getMaskNames());
  }

  /**
   * The id of the files of an image, 32 hex digits: images with different ids have different files
   * on all file systems.
   */
  public String fileId(String imageUri) {
    return this == ID ? Sha256.imageId(imageUri) : ImageStem.of(imageUri).id();
  }
}
