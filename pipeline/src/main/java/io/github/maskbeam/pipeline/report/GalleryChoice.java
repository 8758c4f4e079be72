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
 * Which images to show, out of any number, in memory that does not grow with it: for every class
 * the images that show most of it, and others at random. Random by the hash that an image's id is,
 * so that a second report shows the same.
 */
final class GalleryChoice {
  /** A background, which is in nearly every image, comes last. */
  private static final Comparator<ClassTop> MOST_FIRST =
      Comparator.comparing((ClassTop top) -> top.isClear)
          .thenComparing(top -> top.fractionSum, Comparator.reverseOrder());

  private final int limit;
  private final TreeMap<Integer, ClassTop> tops = new TreeMap<>();
  private final TreeSet<String> sample = new TreeSet<>();

  /**
   * @param limit images to choose at most, at least 0
   */
  GalleryChoice(int limit) {
    this.limit = limit;
  }

  void add(ClassAreaRow row) {
    tops.computeIfAbsent(row.getClassId(), id -> new ClassTop(row.getClassName())).add(row);
    sample.add(row.getImageId());
    if (sample.size() > limit) {
      sample.pollLast();
    }
  }

  /** The ids of the chosen images, in the order to show them. */
  Set<String> imageIds() {
    List<ClassTop> classes = new ArrayList<>(tops.values());
    classes.sort(MOST_FIRST);
    List<List<String>> byClass =
        classes.stream().map(ClassTop::largestFirst).collect(Collectors.toList());
    Set<String> chosen = new LinkedHashSet<>();
    int round = 0;
    // At least one round, so that no class is left out for the sake of the random ones.
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

  /** The images that have the largest share of one class. */
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
