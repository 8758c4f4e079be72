// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The labels of a model's classes. The position of a label is its class id.
 *
 * <p>Immutable and thread-safe.
 */
public final class LabelMap implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Masks of 16 bits per pixel have class ids from 0 to 65534; 65535 is void. */
  public static final int MAX_CLASSES = 65_535;

  /** Masks of 8 bits per pixel have class ids from 0 to 254; 255 is void. */
  public static final int MAX_CLASSES_IN_8_BITS = 255;

  private static final LabelMap PASCAL_VOC =
      of(
          List.of(
              "background",
              "aeroplane",
              "bicycle",
              "bird",
              "boat",
              "bottle",
              "bus",
              "car",
              "cat",
              "chair",
              "cow",
              "diningtable",
              "dog",
              "horse",
              "motorbike",
              "person",
              "pottedplant",
              "sheep",
              "sofa",
              "train",
              "tvmonitor"));

  private final ArrayList<String> names;

  private LabelMap(List<String> names) {
    this.names = new ArrayList<>(names);
  }

  /**
   * A label map of these labels.
   *
   * @throws IllegalArgumentException if there are no labels or more than {@link #MAX_CLASSES}, or
   *     if one is empty
   */
  public static LabelMap of(List<String> names) {
    if (names.isEmpty() || names.size() > MAX_CLASSES) {
      throw new IllegalArgumentException(
          "A label map must have 1 to "
              + MAX_CLASSES
              + " labels, but this one has "
              + names.size());
    }
    int empty = names.indexOf("");
    if (empty >= 0) {
      throw new IllegalArgumentException(
          "Class " + empty + " of the label map has an empty label; give every class a label");
    }
    return new LabelMap(names);
  }

  /**
   * Parses the text of a label file: one label per line, in the order of class ids. Windows line
   * endings and blank lines at the end are allowed.
   *
   * @throws IllegalArgumentException as for {@link #of}, and if a line contains a control
   *     character, which is no part of a name
   */
  public static LabelMap parse(String text) {
    List<String> names = new ArrayList<>();
    text.lines().map(String::strip).forEach(names::add);
    while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
      names.remove(names.size() - 1);
    }
    for (int i = 0; i < names.size(); i++) {
      requirePrintable(names.get(i), i + 1);
    }
    return of(names);
  }

  private static void requirePrintable(String name, int line) {
    name.chars()
        .filter(Character::isISOControl)
        .findFirst()
        .ifPresent(
            c -> {
              throw new IllegalArgumentException(
                  String.format(
                      "Line %d of the label file contains the control character U+%04X; remove it",
                      line, c));
            });
  }

  /** Generic labels for a model without labels: {@code class_0}, {@code class_1}, … */
  public static LabelMap numbered(int count) {
    List<String> names = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      names.add("class_" + id);
    }
    return of(names);
  }

  /** The 21 classes of Pascal VOC 2012; class 0 is background. */
  public static LabelMap pascalVoc() {
    return PASCAL_VOC;
  }

  /** The number of classes. */
  public int size() {
    return names.size();
  }

  /** Bits per pixel of masks with these classes: 8, or 16 if there are more than 255. */
  public int maskBits() {
    return maskBits(size());
  }

  /** Bits per pixel of masks with this number of classes. */
  public static int maskBits(int classes) {
    return classes > MAX_CLASSES_IN_8_BITS ? 16 : 8;
  }

  /** The pixel value that is not a class in masks with this number of classes: 255 or 65535. */
  public static int voidId(int classes) {
    return (1 << maskBits(classes)) - 1;
  }

  /** The label of a class, or {@code class_<id>} if the map has no such class. */
  public String name(int classId) {
    return classId < names.size() ? names.get(classId) : "class_" + classId;
  }

  /** All labels, ordered by class id. */
  public List<String> names() {
    return Collections.unmodifiableList(names);
  }
}
