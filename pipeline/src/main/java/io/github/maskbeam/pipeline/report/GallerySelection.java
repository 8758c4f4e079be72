// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import io.github.maskbeam.overlay.OverlayColors;
import io.github.maskbeam.schemas.ClassAreaRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Selects the images of the gallery in constant memory: for each class the images with the largest
 * area fraction, and others at random. Image ids are hashes, so their order is random and
 * repeatable.
 */
final class GallerySelection {
  /** The background is in nearly every image, so it comes last. */
  private static final Comparator<ClassTop> MOST_FIRST =
      Comparator.comparing((ClassTop top) -> top.isClear)
          .thenComparing(top -> top.fractionSum, Comparator.reverseOrder());

  private final int limit;
  private final TreeMap<Integer, ClassTop> tops = new TreeMap<>();
  private final TreeSet<String> sample = new TreeSet<>();

  /**
   * @param limit maximum number of images, at least 0
   */
  GallerySelection(int limit) {
    this.limit = limit;
  }

  void add(ClassAreaRow row) {
    tops.computeIfAbsent(row.getClassId(), id -> new ClassTop(row.getClassName())).add(row);
    sample.add(row.getImageId());
    if (sample.size() > limit) {
      sample.pollLast();
    }
  }

  /** The ids of the selected images, in display order. */
  Set<String> imageIds() {
    List<ClassTop> classes = new ArrayList<>(tops.values());
    classes.sort(MOST_FIRST);
    List<List<String>> byClass =
        classes.stream().map(ClassTop::largestFirst).collect(Collectors.toList());
    Set<String> chosen = new LinkedHashSet<>();
    int round = 0;
    // At least one round, so that random images do not displace a class.
    do {
      addRound(byClass, round++, chosen);
    } while (round < limit && chosen.size() < limit / 2);
    sample.forEach(imageId -> addTo(chosen, imageId));
    while (round < limit && chosen.size() < limit) {
      addRound(byClass, round++, chosen);
    }
    return chosen;
  }

  private void addRound(List<List<String>> byClass, int round, Set<String> chosen) {
    for (List<String> images : byClass) {
      if (round < images.size()) {
        addTo(chosen, images.get(round));
      }
    }
  }

  private void addTo(Set<String> chosen, String imageId) {
    if (chosen.size() < limit) {
      chosen.add(imageId);
    }
  }

  /** The images with the largest area fraction of one class. */
  private final class ClassTop {
    private final boolean isClear;
    private final TreeSet<Share> largest = new TreeSet<>(Share.LARGEST_FIRST);
    private double fractionSum;

    private ClassTop(String className) {
      this.isClear = OverlayColors.isClear(className);
    }

    private void add(ClassAreaRow row) {
      fractionSum += row.getAreaFraction();
      largest.add(new Share(row.getImageId(), row.getAreaFraction()));
      if (largest.size() > limit) {
        largest.pollLast();
      }
    }

    private List<String> largestFirst() {
      return largest.stream().map(share -> share.imageId).collect(Collectors.toList());
    }
  }

  private static final class Share {
    static final Comparator<Share> LARGEST_FIRST =
        Comparator.comparing((Share share) -> share.fraction, Comparator.reverseOrder())
            .thenComparing(share -> share.imageId);

    private final String imageId;
    private final double fraction;

    private Share(String imageId, double fraction) {
      this.imageId = imageId;
      this.fraction = fraction;
    }
  }
}
