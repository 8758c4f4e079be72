// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import java.util.Locale;

/** The tables of an output directory. */
public enum Table {
  /** One row per input image. */
  IMAGES(TableGroup.RUN, "images"),
  /** One row per image and class present. */
  CLASS_AREAS(TableGroup.RUN, "class_areas"),
  /** One row per class. */
  CLASS_COVERAGE(TableGroup.RUN, "class_coverage"),
  /** One row per group of images and class; only of runs that group coverage. */
  CLASS_COVERAGE_BY_GROUP(TableGroup.RUN, "class_coverage_by_group"),
  /** One row per image with a ground truth. */
  EVALUATION_IMAGES(TableGroup.EVALUATION, "images"),
  /** One row per class. */
  EVALUATION_CLASSES(TableGroup.EVALUATION, "classes"),
  /** One row per pair of classes that occurs. */
  CONFUSION(TableGroup.EVALUATION, "confusion");

  private final TableGroup group;
  private final String directory;

  Table(TableGroup group, String directory) {
    this.group = group;
    this.directory = directory;
  }

  /** The tables that are committed together with this one. */
  public TableGroup group() {
    return group;
  }

  /** The name of its directory, unique in its group. */
  public String directory() {
    return directory;
  }

  /** Whether some runs do not have this table. */
  public boolean isOptional() {
    return this == CLASS_COVERAGE_BY_GROUP;
  }

  /** The name for queries, unique among all tables. */
  public String view() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its directory relative to the output directory. */
  String path() {
    return group.directory() + "/" + directory;
  }
}
