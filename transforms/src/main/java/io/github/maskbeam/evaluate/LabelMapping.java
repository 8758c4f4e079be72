// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.mask.Mask;
import java.io.Serializable;
import java.util.Arrays;

/** Maps label ids in the ground truth to class ids of the model. Immutable and thread-safe. */
public final class LabelMapping implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int VALUES = 256;

  private final byte[] classIds;

  private LabelMapping(byte[] classIds) {
    this.classIds = classIds;
  }

  /** The mapping in which each label id equals its class id. */
  public static LabelMapping identity() {
    byte[] classIds = new byte[VALUES];
    for (int id = 0; id < VALUES; id++) {
      classIds[id] = (byte) id;
    }
    return new LabelMapping(classIds);
  }

  /**
   * This mapping with another class for one label id.
   *
   * @param labelId 0 to 255
   * @param classId 0 to 254, or 255 for void
   */
  public LabelMapping with(int labelId, int classId) {
    byte[] changed = classIds.clone();
    changed[labelId] = (byte) classId;
    return new LabelMapping(changed);
  }

  /** The class id of a label id; 255 for void. */
  public int classId(int labelId) {
    return classIds[labelId] & 0xff;
  }

  /** Maps the label id of each pixel to a class id. */
  public Mask apply(Mask labels) {
    byte[] mapped = new byte[labels.classIds().length];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = classIds[labels.classIds()[i] & 0xff];
    }
    return Mask.of(labels.widthPx(), labels.heightPx(), mapped);
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
