// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The names of a model's classes; the position of a name is its class id.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class LabelMap implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Masks have 8 bits, and 255 is void: class ids end at 254. */
  public static final int MAX_CLASSES = 255;

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
   * A label map of these names.
   *
   * @throws IllegalArgumentException if there are none, more than {@link #MAX_CLASSES}, or an empty
   *     one
   */
  public static LabelMap of(List<String> names) {
    if (names.isEmpty() || names.size() > MAX_CLASSES) {
      throw new IllegalArgumentException(
          "A label map needs 1 to " + MAX_CLASSES + " names, but this one has " + names.size());
    }
    int empty = names.indexOf("");
    if (empty >= 0) {
      throw new IllegalArgumentException(
          "Class " + empty + " of the label map has an empty name; give every class a name");
    }
    return new LabelMap(names);
  }

  /**
   * Reads a label file's text: one name a line, the line's position being the class id. Windows
   * line ends and blank lines at the end are tolerated.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static LabelMap parse(String text) {
    List<String> names = new ArrayList<>();
    text.lines().map(String::strip).forEach(names::add);
    while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
      names.remove(names.size() - 1);
    }
    return of(names);
  }

  /** Names for classes that nobody named: {@code class_0}, {@code class_1}, … */
  public static LabelMap numbered(int count) {
    List<String> names = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      names.add("class_" + id);
    }
    return of(names);
  }

  /** The 21 classes of Pascal VOC 2012, background first. */
  public static LabelMap pascalVoc() {
    return PASCAL_VOC;
  }

  /** How many classes there are. */
  public int size() {
    return names.size();
  }

  /** The name of a class, or {@code class_<id>} where this map ends before the id. */
  public String name(int classId) {
    return classId < names.size() ? names.get(classId) : "class_" + classId;
  }

  /** All names by class id. */
  public List<String> names() {
    return Collections.unmodifiableList(names);
  }
}
