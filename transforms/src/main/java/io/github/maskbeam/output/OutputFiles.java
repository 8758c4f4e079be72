// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;

/**
 * Lists the files that an output directory has one of for each image, in sixteen parts that can be
 * listed side by side.
 *
 * <p>Millions of names do not fit a small heap, so a local disk's are handed on one by one. Other
 * storage is asked once for each part: once for each of 256 directories would take seconds where
 * there is nothing yet.
 */
public final class OutputFiles {
  /** The parts: the first digit of the image's id, which the directories' names begin with. */
  public static final List<String> PARTS = List.of("0123456789abcdef".split(""));

  private OutputFiles() {}

  /**
   * Hands on each file of a kind in one part.
   *
   * @param part one of {@link #PARTS}
   */
  public static void list(OutputLayout output, PerImage kind, String part, FileConsumer consumer)
      throws IOException {
    String directory = output.directory(kind);
    if (!Uris.hasScheme(directory)) {
      listLocal(Path.of(directory), kind, part, consumer);
      return;
    }
    MatchResult match =
        FileSystems.match(directory + "/" + part + "*/*", EmptyMatchTreatment.ALLOW);
    for (MatchResult.Metadata file : match.metadata()) {
      accept(kind, file.resourceId().getFilename(), file.resourceId().toString(), consumer);
    }
  }

  /** Hands on each mask of an output directory. */
  public static void listMasks(OutputLayout output, FileConsumer consumer) throws IOException {
    for (String part : PARTS) {
      list(output, PerImage.MASK, part, consumer);
    }
  }

  private static void listLocal(Path directory, PerImage kind, String part, FileConsumer consumer)
      throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> subdirectories =
        Files.newDirectoryStream(
            directory,
            entry -> entry.getFileName().toString().startsWith(part) && Files.isDirectory(entry))) {
      for (Path subdirectory : subdirectories) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(subdirectory)) {
          for (Path file : files) {
            accept(kind, file.getFileName().toString(), file.toString(), consumer);
          }
        }
      }
    }
  }

  /** A file of another name is not Maskbeam's. */
  private static void accept(PerImage kind, String name, String uri, FileConsumer consumer)
      throws IOException {
    String imageId = kind.imageIdOf(name).orElse(null);
    if (imageId != null) {
      consumer.accept(imageId, uri);
    }
  }

  /** Receives the files one by one. */
  public interface FileConsumer {
    /** Receives the file of an image. */
    void accept(String imageId, String uri) throws IOException;
  }
}
