// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.parquet.TableReader;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The names of segmented images in an export, which are different for each: their paths below the
 * directory that all of them are in, or the names of their masks. Immutable and thread-safe.
 *
 * <p>Takes 8 bytes of memory per image while it is made, and as much later if images are numbered.
 */
public final class ImageNames {
  private static final int HASH_DIGITS = 16;

  private final Naming naming;
  private final CommonDirectory directory;
  private final long[] sortedIds;

  private ImageNames(Naming naming, CommonDirectory directory, long[] sortedIds) {
    this.naming = naming;
    this.directory = directory;
    this.sortedIds = sortedIds;
  }

  /**
   * Names all images that were segmented.
   *
   * @throws UsageException if two would have the same name, or cannot be linked to
   * @throws IOException if table images cannot be read
   */
  static ImageNames of(
      TableSet tables, ExportFormat format, ExportSettings settings, ExportTarget target)
      throws UsageException, IOException {
    CommonDirectory directory = new CommonDirectory();
    LongArray hashes = new LongArray();
    LongArray ids = new LongArray();
    boolean isChecked = format.takes(ExportOption.NAMES) && settings.naming() == Naming.PATH;
    if (format == ExportFormat.GEOJSON) {
      // Its names are those of masks.
      return new ImageNames(Naming.ID, directory, new long[0]);
    }
    segmented(
        tables,
        row -> {
          ImagePath path = ImagePath.of(row);
          directory.add(row.getImageUri(), path);
          if (isChecked) {
            hashes.add(hash(key(path, format)));
          }
          if (format == ExportFormat.COCO) {
            ids.add(id(row));
          }
        });
    requireDifferent(tables, format, hashes.repeated());
    if (format.takes(ExportOption.IMAGES) && settings.images() == ImageFiles.LINK) {
      requireLocal(directory, target);
    }
    boolean needsDirectory =
        settings.imagePrefix().isPresent()
            || (format == ExportFormat.MMSEG && settings.images() == ImageFiles.NONE);
    if (needsDirectory && directory.uri().isEmpty()) {
      throw new UsageException(
          ProblemCode.EXPORT_OPTION_NOT_APPLICABLE,
          (settings.imagePrefix().isPresent() ? "--imagePrefix" : "--images=none")
              + " needs images that are in one directory, but these are in different storage."
              + " Omit it.");
    }
    if (ids.repeated().length > 0) {
      throw new IllegalStateException("The ids of two images begin with the same 63 bits");
    }
    return new ImageNames(settings.naming(), directory, ids.sorted());
  }

  private static void segmented(TableSet tables, Consumer<ImageRow> consumer) throws IOException {
    TableReader.<ImageRow>read(
        tables.files(Table.IMAGES),
        ImageRow.getClassSchema(),
        row -> {
          if (row.getStatus().equals(ImageStatus.SUCCEEDED.name())) {
            consumer.accept(row);
          }
        });
  }

  /** What must not be the same, also on file systems that ignore case or decompose letters. */
  private static String key(ImagePath path, ExportFormat format) {
    String name = path.stemFrom(0) + (format == ExportFormat.COCO ? path.ending() : "");
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  private static long hash(String text) {
    return number(Sha256.imageId(text));
  }

  private static long id(ImageRow row) {
    return number(row.getImageId());
  }

  /** The first 63 bits of a hash. */
  private static long number(String hash) {
    return Long.parseUnsignedLong(hash.substring(0, HASH_DIGITS), 16) >>> 1;
  }

  /** Finds two images with the same name among those whose names have the same hash. */
  private static void requireDifferent(TableSet tables, ExportFormat format, long[] repeated)
      throws UsageException, IOException {
    if (repeated.length == 0) {
      return;
    }
    Map<String, String> uris = new HashMap<>();
    String[] clash = new String[2];
    segmented(
        tables,
        row -> {
          String key = key(ImagePath.of(row), format);
          if (clash[0] == null && Arrays.binarySearch(repeated, hash(key)) >= 0) {
            clash[0] = uris.put(key, row.getImageUri());
            clash[1] = row.getImageUri();
          }
        });
    if (clash[0] != null) {
      Arrays.sort(clash);
      throw new UsageException(
          ProblemCode.EXPORT_NAMES_REPEATED,
          String.format(
              "%s and %s would have the same name in the export, which has no %s and is for file"
                  + " systems that ignore case, too. Use --names=id, which adds image ids to names.",
              clash[0],
              clash[1],
              format == ExportFormat.COCO ? "queries of URLs" : "endings of images"));
    }
  }

  private static void requireLocal(CommonDirectory directory, ExportTarget target)
      throws UsageException {
    Optional<String> remote =
        Uris.hasScheme(target.uri()) ? Optional.of(target.uri()) : directory.anyRemote();
    if (remote.isPresent()) {
      throw new UsageException(
          ProblemCode.EXPORT_IMAGES_NOT_LINKED,
          String.format(
              "--images=link, the default, needs images and --to on a local disk, but %s is not. Use"
                  + " --images=copy or --images=none.",
              remote.get()));
    }
  }

  /**
   * The name of an image with the ending of an image file, such as {@code north/photo.1.jpg}. Its
   * parts are separated by slashes.
   */
  public String file(ImageRow row) {
    return stem(row) + ending(row);
  }

  /** The ending in {@link #file}, with its dot. */
  public String ending(ImageRow row) {
    return ImagePath.of(row).ending();
  }

  /** The name of an image without the ending. */
  public String stem(ImageRow row) {
    ImagePath path = ImagePath.of(row);
    return naming == Naming.ID ? path.maskStem() : path.stemFrom(directory.depth());
  }

  /** The name of the mask of an image, {@code <2 hex>/<name>-<image id>}, without the ending. */
  public String maskStem(ImageRow row) {
    return ImagePath.of(row).maskStem();
  }

  /** The directory that all images are in, without a slash at its end; empty if there is none. */
  public Optional<String> directory() {
    return directory.uri();
  }

  /** The number of an image, from 1, in the order of image ids. Counted for COCO only. */
  public long number(ImageRow row) {
    return 1L + Arrays.binarySearch(sortedIds, id(row));
  }
}
