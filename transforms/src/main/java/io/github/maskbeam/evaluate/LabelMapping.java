// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskBuilder;
import io.github.maskbeam.schemas.LabelMap;
import java.io.Serializable;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Maps label ids in the ground truth to class ids of the model. Immutable and thread-safe. */
public final class LabelMapping implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int SAME = -1;

  private final TreeMap<Integer, Integer> classIds;

  /** The class id of all other label ids, or {@link #SAME}. */
  private final int others;

  private LabelMapping(Map<Integer, Integer> classIds, int others) {
    this.classIds = new TreeMap<>(classIds);
    this.others = others;
  }

  /** The mapping in which each label id equals its class id. */
  public static LabelMapping identity() {
    return of(Map.of(), OptionalInt.empty());
  }

  /**
   * A mapping of some label ids. Void remains void, unless it is one of them.
   *
   * @param classIds class ids by label id, both from 0 to 65535; the class id {@link
   *     ConfusionMatrix#VOID} is void
   * @param others the class id of the label ids that are not in the map; without it, theirs is the
   *     label id
   */
  public static LabelMapping of(Map<Integer, Integer> classIds, OptionalInt others) {
    return new LabelMapping(classIds, others.orElse(SAME));
  }

  /**
   * The class id of a label id; {@link ConfusionMatrix#VOID} for void.
   *
   * @param voidId the label id that is void unless it is mapped: 255, or 65535 in a file of 16 bits
   */
  public int classId(int labelId, int voidId) {
    Integer mapped = classIds.get(labelId);
    if (mapped != null) {
      return mapped;
    }
    if (labelId == voidId) {
      return ConfusionMatrix.VOID;
    }
    return others == SAME ? labelId : others;
  }

  /** Maps the label id of each pixel to a class id. */
  public Mask apply(Mask labels) {
    int[] mapped = new int[labels.voidId() + 1];
    boolean isWide = labels.bits() == Short.SIZE;
    for (int labelId = 0; labelId < mapped.length; labelId++) {
      mapped[labelId] = classId(labelId, labels.voidId());
      isWide |=
          mapped[labelId] >= LabelMap.MAX_CLASSES_IN_8_BITS
              && mapped[labelId] != ConfusionMatrix.VOID;
    }
    MaskBuilder classes =
        new MaskBuilder(labels.widthPx(), labels.heightPx(), isWide ? Short.SIZE : Byte.SIZE);
    for (int pixel = 0; pixel < labels.pixels(); pixel++) {
      // The lower 8 bits of void are void in 8 bits.
      classes.set(pixel, mapped[labels.classId(pixel)]);
    }
    return classes.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelMapping
        && classIds.equals(((LabelMapping) other).classIds)
        && others == ((LabelMapping) other).others;
  }

  @Override
  public int hashCode() {
    return 31 * classIds.hashCode() + others;
  }
}
