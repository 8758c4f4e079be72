// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.storage.Uris;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of all files and directories in an output directory. */
@AutoValue
public abstract class OutputLayout implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_STEM = 60;

  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]+");

  private static final String MODEL_ENDING = ".tflite";

  /** The layout of the output directory at this path or URI. */
  public static OutputLayout at(String root) {
    int end = root.length();
    while (end > 1 && root.charAt(end - 1) == '/') {
      end--;
    }
    return new AutoValue_OutputLayout(root.substring(0, end), "", MaskNames.ID);
  }

  /** The same layout, with tables written into the partition of a run. */
  final OutputLayout partitionedBy(String runId) {
    return new AutoValue_OutputLayout(root(), Partition.directory(runId), maskNames());
  }

  /** The same layout with other names of masks. */
  public final OutputLayout withMaskNames(MaskNames names) {
    return new AutoValue_OutputLayout(root(), partition(), names);
  }

  /** The output directory, without a slash at the end. */
  public abstract String root();

  /** The directory of files that are written, in that of their table; empty if they are in it. */
  abstract String partition();

  /** How masks, and the files beside them, are named. */
  public abstract MaskNames maskNames();

  /** The directory of all masks. */
  public final String masks() {
    return directory(PerImage.MASK);
  }

  /** The directory of all files of one kind. */
  public final String directory(PerImage kind) {
    return root() + "/" + kind.directory;
  }

  /** The directory of a table's Parquet files, which may be in partitions below it. */
  public final String table(Table table) {
    return root() + "/" + table.path();
  }

  /** The directory into which a table's Parquet files are written. */
  public final String written(Table table) {
    return partition().isEmpty() ? table(table) : table(table) + "/" + partition();
  }

  /** The file that commits a group of tables. */
  public final String commit(TableGroup group) {
    switch (group) {
      case RUN:
        return runJson();
      case EVALUATION:
        return evaluationJson();
    }
    throw new AssertionError(group);
  }

  /** The file that prevents two commands from changing the output directory at the same time. */
  public final String runLock() {
    return root() + "/run.lock";
  }

  /**
   * The layout in which a run writes its tables until they are committed: a temporary directory
   * with the same names as an output directory.
   */
  public final OutputLayout staged(String runId) {
    return at(temporary() + "/" + runId);
  }

  /** The file that describes an evaluation, in JSON. */
  public final String evaluationJson() {
    return root() + "/evaluation/evaluation.json";
  }

  /** The file that describes the run, in JSON. */
  public final String runJson() {
    return root() + "/run.json";
  }

  /** The file that describes the output as a data set, in Croissant's JSON-LD. */
  public final String croissant() {
    return root() + "/croissant.json";
  }

  /** The directory of the model that the run used. */
  final String models() {
    return root() + "/model";
  }

  /**
   * The copy of the model that the run used.
   *
   * @param sha256 SHA-256 of the model file, in hex
   */
  public final String model(String sha256) {
    return models() + "/" + sha256 + MODEL_ENDING;
  }

  /** The default path of the HTML report. */
  public final String report() {
    return root() + "/report.html";
  }

  /** The directory of unfinished files. It can be deleted when no run is active. */
  public final String temporary() {
    return root() + "/.maskbeam-tmp";
  }

  /** The file that {@link Attempts} writes. */
  final String startedMarker() {
    return temporary() + "/started";
  }

  /** The mask of an image, if masks are files. */
  public final String mask(String imageUri) {
    return file(PerImage.MASK, imageUri);
  }

  /** The mask of an image that succeeded: a file, or a member of a shard. */
  public final String mask(ImageRow image) {
    return file(PerImage.MASK, image);
  }

  /**
   * A file of an image that succeeded. Masks in shards, and what is beside them, are found by the
   * URI in the row, whose directory is not used: the output may have been moved since.
   */
  public final String file(PerImage kind, ImageRow image) {
    Optional<String> member =
        Optional.ofNullable(image.getMaskUri())
            .filter(uri -> kind.directory.equals(PerImage.MASK.directory))
            .flatMap(MaskShard::member);
    return member
        .map(mask -> mask.substring(0, mask.length() - PerImage.MASK.ending.length()))
        .map(stem -> masks() + "/" + stem + kind.ending)
        .orElseGet(() -> file(kind, image.getImageUri()));
  }

  /** The name of the mask of an image without its ending, which contains no dot. */
  final String key(String imageUri) {
    return stem(Uris.withoutQuery(imageUri)) + "-" + Sha256.imageId(imageUri);
  }

  /**
   * A file of an image, such as {@code masks/<2 hex>/<readable stem>-<image id>.png}. The id is a
   * hash of the URI, so each URI has its own file. The stem is only for readability and does not
   * contain the query of an HTTP URL, which may be a signature. With {@link MaskNames#STEM}, a mask
   * and the files beside it are {@code masks/<stem of the image>.png}.
   */
  public final String file(PerImage kind, String imageUri) {
    return isNamedByStem(kind)
        ? directory(kind) + "/" + ImageStem.of(imageUri) + kind.ending
        : file(kind, imageUri, stem(Uris.withoutQuery(imageUri)));
  }

  /**
   * Requires that files can be named by the stem of an image, if they are to be.
   *
   * @throws MaskNameException if they cannot be
   */
  public final void requireUsableName(String imageUri) throws MaskNameException {
    if (maskNames() == MaskNames.STEM) {
      Optional<String> problem = ImageStem.of(imageUri).problem(root());
      if (problem.isPresent()) {
        throw MaskNameException.unusable(imageUri, problem.get());
      }
    }
  }

  /** Whether the files of a kind have the stems of their images, and are in one directory. */
  final boolean isNamedByStem(PerImage kind) {
    return maskNames() == MaskNames.STEM && kind.isPaired;
  }

  /**
   * The id of the image that a file belongs to, as {@link MaskNames#fileId} returns it, if its name
   * is that of a file of this kind.
   *
   * @param fileName without directories
   */
  final Optional<String> fileIdOf(PerImage kind, String fileName) {
    if (isNamedByStem(kind)) {
      return fileName.length() > kind.ending.length() && fileName.endsWith(kind.ending)
          ? Optional.of(
              ImageStem.ofName(fileName.substring(0, fileName.length() - kind.ending.length()))
                  .id())
          : Optional.empty();
    }
    return kind.imageIdOf(fileName);
  }

  /**
   * The name of this file in earlier versions, if it was different: the stem contained the query of
   * an HTTP URL.
   */
  final Optional<String> formerFile(PerImage kind, String imageUri) {
    return maskNames() == MaskNames.STEM || Uris.withoutQuery(imageUri).equals(imageUri)
        ? Optional.empty()
        : Optional.of(file(kind, imageUri, stem(imageUri)))
            .filter(former -> !former.equals(file(kind, imageUri)));
  }

  private String file(PerImage kind, String imageUri, String stem) {
    String id = kind == PerImage.FAILURE ? maskNames().fileId(imageUri) : Sha256.imageId(imageUri);
    return directory(kind) + "/" + id.substring(0, 2) + "/" + stem + "-" + id + kind.ending;
  }

  /**
   * Whether a file was written by a run to this output directory, according to its name. Such files
   * are never input images.
   */
  public final boolean isOwn(String uri) {
    String file = withSlashes(uri);
    if (!file.startsWith(withSlashes(root()) + "/")) {
      return false;
    }
    String name = file.substring(file.lastIndexOf('/') + 1);
    return file.equals(withSlashes(runJson()))
        || file.equals(withSlashes(evaluationJson()))
        || file.equals(withSlashes(croissant()))
        || file.equals(withSlashes(runLock()))
        || file.equals(withSlashes(report()))
        || (file.startsWith(withSlashes(models()) + "/") && name.endsWith(MODEL_ENDING))
        || file.startsWith(withSlashes(temporary()) + "/")
        || (file.equals(withSlashes(masks()) + "/" + name) && MaskShard.numberOf(name).isPresent())
        || Arrays.stream(PerImage.values())
            .anyMatch(
                kind ->
                    (isNamedByStem(kind)
                            ? file.equals(withSlashes(directory(kind)) + "/" + name)
                            : file.startsWith(withSlashes(directory(kind)) + "/"))
                        && fileIdOf(kind, name).isPresent())
        || (name.endsWith(".parquet")
            && Arrays.stream(Table.values())
                .map(this::table)
                .anyMatch(directory -> file.startsWith(withSlashes(directory) + "/")));
  }

  /** Paths on Windows may contain both separators. */
  private static String withSlashes(String uri) {
    return uri.replace('\\', '/');
  }

  /** The file name without its extension, with characters that are safe in all file systems. */
  private static String stem(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String safe = UNSAFE.matcher(stem).replaceAll("_");
    return safe.length() > LONGEST_STEM ? safe.substring(0, LONGEST_STEM) : safe;
  }

  /** The kinds of files that a run writes per image. */
  public enum PerImage {
    /** The mask of an image that succeeded. */
    MASK("masks", ".png", true),
    /** The world file of the mask of an image with a georeference. */
    WORLD_FILE("masks", ".pgw", true),
    /** What GDAL reads about the mask of an image with a georeference. */
    GDAL_METADATA("masks", ".png.aux.xml", true),
    /** The failure record of an image that failed. */
    FAILURE("failures", ".json", false),
    /** The image with its mask on top, if --overlay is given. */
    OVERLAY("overlays", ".jpg", false),
    /** The confidence mask of an image that succeeded, if --confidence=mask is given. */
    CONFIDENCE("confidence", ".png", true);

    private final String directory;
    final String ending;

    /** Whether other programs look for it by the name of the image. */
    private final boolean isPaired;

    private final Pattern name;

    PerImage(String directory, String ending, boolean isPaired) {
      this.directory = directory;
      this.ending = ending;
      this.isPaired = isPaired;
      this.name = Pattern.compile(".*-([0-9a-f]{32})" + Pattern.quote(ending));
    }

    /** The id in the name of a file, if its name is that of a file of this kind with an id. */
    Optional<String> imageIdOf(String fileName) {
      Matcher matcher = name.matcher(fileName);
      return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
  }
}
