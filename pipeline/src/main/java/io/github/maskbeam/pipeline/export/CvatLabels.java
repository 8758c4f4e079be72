// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.Palette;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The labels of CVAT's labelmap.txt: the background, which is black, and the exported classes, each
 * with a color of its own. Immutable.
 *
 * <p>A class keeps the color of the run's masks unless that is black or the color of an earlier
 * class; then it gets one of Pascal VOC that no other has. CVAT finds labels by name, and has its
 * own colors to show them.
 */
final class CvatLabels {
  private static final String BACKGROUND = "background";
  private static final int BLACK = 0;

  private final List<String> names = new ArrayList<>(List.of(BACKGROUND));
  private final List<Integer> colors = new ArrayList<>(List.of(BLACK));
  private final byte[] labelOfClass;
  private final byte[] objectOfClass;

  private CvatLabels(int classes) {
    // One more, for void.
    this.labelOfClass = new byte[classes + 1];
    this.objectOfClass = new byte[classes + 1];
  }

  /** The labels of an export. */
  static CvatLabels of(CheckedExport job) {
    LabelMap map = job.labels();
    CvatLabels labels = new CvatLabels(map.size());
    Set<Integer> taken = new HashSet<>(Set.of(BLACK));
    Set<Integer> later = new TreeSet<>();
    int object = 0;
    for (int id : job.classes()) {
      labels.objectOfClass[id] = (byte) ++object;
      if (!map.name(id).equalsIgnoreCase(BACKGROUND)) {
        labels.labelOfClass[id] = (byte) labels.names.size();
        labels.names.add(map.name(id));
        labels.colors.add(job.colors().rgb(id));
        if (!taken.add(job.colors().rgb(id))) {
          later.add(labels.colors.size() - 1);
        }
      } else {
        labels.names.set(0, map.name(id));
      }
    }
    int next = 1;
    for (int label : later) {
      while (!taken.add(Palette.rgb(next))) {
        next++;
      }
      labels.colors.set(label, Palette.rgb(next));
    }
    return labels;
  }

  /** The content of labelmap.txt. */
  String text() {
    StringBuilder text = new StringBuilder("# label:color_rgb:parts:actions\n");
    for (int label = 0; label < names.size(); label++) {
      int rgb = colors.get(label);
      text.append(
          String.format(
              Locale.ROOT,
              "%s:%d,%d,%d::\n",
              names.get(label),
              rgb >> 16,
              rgb >> 8 & 0xff,
              rgb & 0xff));
    }
    return text.toString();
  }

  /** The colors of labels, by their position in labelmap.txt. */
  ClassColors colors() {
    List<String> hex = new ArrayList<>();
    colors.forEach(rgb -> hex.add(String.format(Locale.ROOT, "#%06x", rgb)));
    return ClassColors.of(hex);
  }

  /** The position of each class in labelmap.txt, from 0; last that of void. Not a copy. */
  byte[] labelOfClass() {
    return labelOfClass;
  }

  /** The number of the object of each class, 0 for none; last that of void. Not a copy. */
  byte[] objectOfClass() {
    return objectOfClass;
  }
}
