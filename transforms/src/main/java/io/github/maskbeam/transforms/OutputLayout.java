// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.schemas.Sha256;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where everything is in an output directory: the one place that knows its names. */
@AutoValue
public abstract class OutputLayout implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_STEM = 60;

  /** A mask, or what is remembered of a failure. */
  private static final Pattern OF_IMAGE = Pattern.compile(".*-([0-9a-f]{32})\\.(png|json)");

  /** The layout of the output directory at this path or URI. */
  public static OutputLayout at(String root) {
    int end = root.length();
    while (end > 1 && root.charAt(end - 1) == '/') {
      end--;
    }
    return new AutoValue_OutputLayout(root.substring(0, end));
  }

  /** The output directory, without a slash at the end. */
  public abstract String root();

  /** The directory of all masks. */
  public final String masks() {
    return root() + "/masks";
  }

  /** The directory of a table's Parquet files. */
  public final String table(Table table) {
    return root() + "/tables/" + table.directory();
  }

  /** What machines read about the run. */
  public final String runJson() {
    return root() + "/run.json";
  }

  /** Where files grow before they get their name; worthless when no run is going on. */
  public final String temporary() {
    return root() + "/.maskbeam-tmp";
  }

  /** The directory of what is remembered of images that failed. */
  public final String failures() {
    return root() + "/failures";
  }

  /**
   * The mask of an image: {@code masks/<2 hex>/<readable stem>-<image id>.png}. Two URIs never
   * share one, since the id is a hash of the URI; the stem is only for people.
   */
  public final String mask(String imageUri) {
    return masks() + "/" + ofImage(imageUri) + ".png";
  }

  /** What is remembered of an image that failed: {@code failures/<2 hex>/…}, named as a mask is. */
  public final String failure(String imageUri) {
    return failures() + "/" + ofImage(imageUri) + ".json";
  }

  private static String ofImage(String imageUri) {
    String id = Sha256.imageId(imageUri);
    return id.substring(0, 2) + "/" + stem(imageUri) + "-" + id;
  }

  /** The id of the image that a file belongs to, if it has the name of a mask or a failure. */
  public static Optional<String> imageIdOf(String fileName) {
    Matcher name = OF_IMAGE.matcher(fileName);
    return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
  }

  /**
   * Whether a file in this directory is one that runs write there: what another run wrote is none
   * of its own input. Files of other names are not, wherever they are.
   */
  public final boolean isOwn(String uri) {
    String file = withSlashes(uri);
    String name = file.substring(file.lastIndexOf('/') + 1);
    return file.equals(withSlashes(runJson()))
        || file.startsWith(withSlashes(temporary()) + "/")
        || (Stream.of(masks(), failures())
                .anyMatch(directory -> file.startsWith(withSlashes(directory) + "/"))
            && imageIdOf(name).isPresent())
        || Arrays.stream(Table.values())
            .anyMatch(
                table ->
                    file.startsWith(withSlashes(table(table)) + "/") && name.endsWith(".parquet"));
  }

  /** On Windows paths come with both. */
  private static String withSlashes(String uri) {
    return uri.replace('\\', '/');
  }

  /** The file's name without its ending, reduced to characters that are safe in any file name. */
  private static String stem(String imageUri) {
    String name = imageUri.substring(imageUri.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String safe = stem.replaceAll("[^A-Za-z0-9_-]+", "_");
    return safe.length() > LONGEST_STEM ? safe.substring(0, LONGEST_STEM) : safe;
  }

  /** The tables of a run. */
  public enum Table {
    /** One row per input image. */
    IMAGES("images"),
    /** One row per image and class present. */
    CLASS_AREAS("class_areas"),
    /** One row per class. */
    CLASS_COVERAGE("class_coverage");

    private final String directory;

    Table(String directory) {
      this.directory = directory;
    }

    /** The name of the table and of its directory. */
    public String directory() {
      return directory;
    }
  }
}
