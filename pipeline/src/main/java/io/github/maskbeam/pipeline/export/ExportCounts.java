// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The counts of an export while it is written. Not thread-safe. */
final class ExportCounts {
  private final List<String> damaged = new ArrayList<>();
  private final List<String> tooLarge = new ArrayList<>();
  private final BitSet classesFound = new BitSet();
  private long images;
  private long failedImages;
  private long unplacedImages;
  private long objects;
  private long points;
  private long smallRegions;

  void add(Written image) {
    images++;
    objects += image.objects();
    points += image.points();
    smallRegions += image.smallRegions();
    image.classes().forEach(classesFound::set);
  }

  void addFailed() {
    failedImages++;
  }

  void addUnplaced() {
    unplacedImages++;
  }

  void addDamaged(String reason) {
    damaged.add(reason);
  }

  void addTooLarge(String reason) {
    tooLarge.add(reason);
  }

  /** Images that are done, exported or not. */
  long done() {
    return images + failedImages + notExported();
  }

  /** Images with a mask that is not exported. */
  long notExported() {
    return (long) damaged.size() + tooLarge.size() + unplacedImages;
  }

  ExportReport report() {
    return ExportReport.builder()
        .images(images)
        .failedImages(failedImages)
        .unplacedImages(unplacedImages)
        .objects(objects)
        .points(points)
        .classesFound(classesFound.cardinality())
        .smallRegions(smallRegions)
        .damaged(List.copyOf(damaged))
        .tooLarge(List.copyOf(tooLarge))
        .build();
  }
}
