// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

/** Why an output of a model was chosen as the mask. */
public enum OutputChoice {
  /** It is the only output. */
  ONLY_OUTPUT,
  /** The user chose it with {@code --modelOutput}. */
  OPTION,
  /** The metadata of the model describe it as a mask. */
  METADATA,
  /** Its name says that it is a mask. */
  NAME,
  /** It is the largest output that has the shape of the input. */
  LARGEST
}
