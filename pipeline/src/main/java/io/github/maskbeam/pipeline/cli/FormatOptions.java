// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.pipeline.options.ExportArguments;
import io.github.maskbeam.pipeline.options.ExportOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of {@code export} that only some formats have. */
final class FormatOptions {
  private final Map<ExportOption, String> given = new EnumMap<>(ExportOption.class);

  @Option(
      names = "--coordinates",
      paramLabel = "KIND",
      description = {
        "geojson: pixel: x to the right and y down from the top left corner (default);"
            + " map: the CRS of each image, to a directory only;"
            + " lonlat: longitude and latitude of WGS 84."
      })
  void coordinates(String value) {
    put(ExportOption.COORDINATES, value);
  }

  @Option(
      names = "--geometry",
      paramLabel = "KIND",
      description =
          "coco: rle: run lengths, an annotation per class and image (default);"
              + " polygon: an annotation per connected region.")
  void geometry(String value) {
    put(ExportOption.GEOMETRY, value);
  }

  @Option(
      names = "--tolerance",
      paramLabel = "PX",
      description =
          "geojson, yolo, coco with polygons: simplify outlines: remove corners smaller than about"
              + " this, 0 for exact outlines (default: 0). Neighbors keep a common border.")
  void tolerance(String value) {
    put(ExportOption.TOLERANCE, value);
  }

  @Option(
      names = "--minArea",
      paramLabel = "PX",
      description =
          "geojson, yolo, coco with polygons: leave out regions of fewer pixels (default: 0).")
  void minArea(String value) {
    put(ExportOption.MIN_AREA, value);
  }

  @Option(
      names = "--classes",
      paramLabel = "A,B",
      description =
          "Names or ids of classes (default: all but background). Not for fiftyone and mmseg,"
              + " whose masks have all classes.")
  void classes(String value) {
    put(ExportOption.CLASSES, value);
  }

  @Option(
      names = "--background",
      arity = "0",
      description = "Export the class background, too. Not for fiftyone and mmseg.")
  void background(boolean isGiven) {
    if (isGiven) {
      given.put(ExportOption.BACKGROUND, "");
    }
  }

  @Option(
      names = "--names",
      paramLabel = "KIND",
      description =
          "All but geojson and labelstudio: path: the paths of images below their common directory"
              + " (default); id: the names of masks.")
  void names(String value) {
    put(ExportOption.NAMES, value);
  }

  @Option(
      names = "--images",
      paramLabel = "KIND",
      description =
          "fiftyone, mmseg, yolo: link: symbolic links to the images (default); copy: copies;"
              + " none.")
  void images(String value) {
    put(ExportOption.IMAGES, value);
  }

  @Option(
      names = "--fromName",
      paramLabel = "NAME",
      description = "labelstudio: name of the tag BrushLabels (default: label).")
  void fromName(String value) {
    put(ExportOption.FROM_NAME, value);
  }

  @Option(
      names = "--toName",
      paramLabel = "NAME",
      description = "labelstudio: name of the tag Image (default: image).")
  void toName(String value) {
    put(ExportOption.TO_NAME, value);
  }

  @Option(
      names = "--modelVersion",
      paramLabel = "TEXT",
      description = "labelstudio: model_version of predictions (default: made of the model).")
  void modelVersion(String value) {
    put(ExportOption.MODEL_VERSION, value);
  }

  @Option(
      names = "--imagePrefix",
      paramLabel = "URL",
      description =
          "labelstudio: what replaces the common directory of images in their URLs"
              + " (default: /data/local-files/?d= before local paths).")
  void imagePrefix(String value) {
    put(ExportOption.IMAGE_PREFIX, value);
  }

  private void put(ExportOption option, String value) {
    if (value != null) {
      given.put(option, value);
    }
  }

  /** These texts and the values of all options. */
  List<String> texts(String... others) {
    List<String> texts = new ArrayList<>(Arrays.asList(others));
    texts.addAll(given.values());
    return texts;
  }

  /** Adds the options that are given. */
  ExportArguments.Builder addTo(ExportArguments.Builder arguments) {
    given.forEach(arguments::option);
    return arguments;
  }
}
