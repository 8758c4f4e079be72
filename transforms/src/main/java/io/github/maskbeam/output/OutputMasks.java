// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.image.verify.PngReader;
import io.github.maskbeam.mask.IndexPng;
import io.github.maskbeam.mask.MalformedMaskException;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskText;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.MaskPlace;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.storage.FileRange;
import io.github.maskbeam.storage.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads the masks in an output directory. Stateless and thread-safe. */
public final class OutputMasks {
  /** Masks are read by many threads at once, but only one at a time that is not below this. */
  private static final int SMALL_BYTES = 1 << 20;

  private static final Object LARGE = new Object();

  private OutputMasks() {}

  /**
   * Passes the id of the image of each mask in an output directory to a consumer, without opening
   * the masks. In shards, an image has several masks if it changed between runs.
   *
   * @throws IOException if the masks cannot be listed
   */
  public static void imageIds(OutputLayout output, MaskLayout layout, Consumer<String> consumer)
      throws IOException {
    switch (layout) {
      case FILES:
        OutputFiles.listAll(output, PerImage.MASK, (id, uri) -> consumer.accept(id));
        break;
      case SHARDS:
        MaskShards.imageIds(output, consumer);
        break;
    }
  }

  /**
   * Whether an output directory has masks in a layout.
   *
   * @throws IOException if the masks cannot be listed
   */
  public static boolean hasAny(OutputLayout output, MaskLayout layout) throws IOException {
    if (layout == MaskLayout.SHARDS) {
      return !MaskShards.complete(output).isEmpty();
    }
    AtomicBoolean found = new AtomicBoolean();
    for (String part : OutputFiles.PARTS) {
      OutputFiles.list(output, PerImage.MASK, part, (id, uri) -> found.set(true));
      if (found.get()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the image row of any mask that has metadata, if there is one: a file, or in a complete
   * shard.
   *
   * @throws IOException if the masks cannot be listed or read
   */
  public static Optional<ImageRow> any(OutputLayout output) throws IOException {
    Optional<ImageRow> file = anyFile(output);
    return file.isPresent() ? file : anyInShards(output);
  }

  private static Optional<ImageRow> anyFile(OutputLayout output) throws IOException {
    for (String part : OutputFiles.PARTS) {
      AtomicReference<ImageRow> found = new AtomicReference<>();
      OutputFiles.list(
          output,
          PerImage.MASK,
          part,
          (id, uri) -> {
            if (found.get() == null) {
              read(uri).map(SegmentationResult::getImage).ifPresent(found::set);
            }
          });
      if (found.get() != null) {
        return Optional.of(found.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<ImageRow> anyInShards(OutputLayout output) throws IOException {
    for (MaskShard shard : MaskShards.complete(output)) {
      AtomicReference<MaskPlace> first = new AtomicReference<>();
      MaskShards.rows(shard, row -> first.compareAndSet(null, shard.place(row)));
      if (first.get() != null) {
        Optional<ImageRow> row =
            FileRange.read(shard.tar(), first.get().getOffset(), first.get().getSizeBytes())
                .flatMap(OutputMasks::metadata)
                .map(SegmentationResult::getImage);
        if (row.isPresent()) {
          return row;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Reads the metadata of a mask. Empty if the mask does not exist, is not complete or has no valid
   * metadata. The CRCs of all chunks are checked, so that a mask cut short or overwritten by a full
   * disk is not taken for a result.
   *
   * @throws IOException if the mask exists but cannot be read
   */
  static Optional<SegmentationResult> read(String maskUri) throws IOException {
    return StoredFile.read(maskUri, OutputMasks::metadata).flatMap(Function.identity());
  }

  private static Optional<SegmentationResult> metadata(InputStream mask) throws IOException {
    byte[] start = mask.readNBytes(SMALL_BYTES);
    if (start.length < SMALL_BYTES) {
      return metadata(start);
    }
    synchronized (LARGE) {
      return metadata(
          new SequenceInputStream(new ByteArrayInputStream(start), mask).readAllBytes());
    }
  }

  /** Whether two rows are of the same image content, model and configuration. */
  public static boolean areOfSameResult(ImageRow one, ImageRow other) {
    return one.getImageUri().equals(other.getImageUri())
        && Objects.equals(one.getContentSha256(), other.getContentSha256())
        && one.getModelSha256().equals(other.getModelSha256())
        && one.getConfigSha256().equals(other.getConfigSha256());
  }

  /**
   * The pixels of a mask file, which must be the whole mask of an image.
   *
   * @param content the whole file
   * @param row the row of the image in table images
   * @throws ImageException if the file is damaged, has another size than the image had, or is the
   *     mask of another image, model or configuration
   */
  public static Mask pixels(byte[] content, ImageRow row) throws ImageException {
    ImageHeader header = FormatReaders.header(content);
    if (header.widthPx() != row.getWidthPx() || header.heightPx() != row.getHeightPx()) {
      throw ImageException.corrupt(
          "the mask has %d x %d pixels, but table images has %d x %d",
          header.widthPx(), header.heightPx(), row.getWidthPx(), row.getHeightPx());
    }
    Mask mask = IndexPng.read(content, header);
    if (!metadata(content).filter(result -> areOfSameResult(result.getImage(), row)).isPresent()) {
      throw ImageException.corrupt("the mask is not that of this image, model and configuration");
    }
    return mask;
  }

  /**
   * The metadata of a mask file, or of a confidence mask. Empty if the file is not complete or has
   * no valid metadata.
   *
   * @param content the whole file
   */
  public static Optional<SegmentationResult> metadata(byte[] content) {
    try {
      PngReader png = new PngReader();
      ByteView file = new ByteView(content);
      png.verify(file, png.header(file));
      return MaskText.read(new ByteArrayInputStream(content)).flatMap(MaskMetadata::fromJson);
    } catch (ImageException | MalformedMaskException e) {
      // Not a mask of Maskbeam, or damaged.
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Arrays can always be read", e);
    }
  }
}
