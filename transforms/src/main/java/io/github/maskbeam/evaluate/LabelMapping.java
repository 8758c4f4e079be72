// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.mask.Mask;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Which class of the model each label id of the ground truth stands for. Immutable and thread-safe.
 */
public final class LabelMapping implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int VALUES = 256;

  private final byte[] classIds;

  private LabelMapping(byte[] classIds) {
    this.classIds = classIds;
  }

  /** Every label id is the class id. */
  public static LabelMapping none() {
    byte[] classIds = new byte[VALUES];
    for (int id = 0; id < VALUES; id++) {
      classIds[id] = (byte) id;
    }
    return new LabelMapping(classIds);
  }

  /**
   * This translation with another class for one label id.
   *
   * @param labelId 0 to 255
   * @param classId 0 to 254, or 255 for void
   */
  public LabelMapping with(int labelId, int classId) {
    byte[] changed = classIds.clone();
    changed[labelId] = (byte) classId;
    return new LabelMapping(changed);
  }

  /** The class id of a label id, 255 for void. */
  public int classId(int labelId) {
    return classIds[labelId] & 0xff;
  }

  /** Translates every pixel. */
  public Mask apply(Mask labels) {
    byte[] translated = new byte[labels.classIds().length];
    for (int i = 0; i < translated.length; i++) {
      translated[i] = classIds[labels.classIds()[i] & 0xff];
    }
    return Mask.of(labels.widthPx(), labels.heightPx(), translated);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelMapping
        && Arrays.equals(classIds, ((LabelMapping) other).classIds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(classIds);
  }
}
