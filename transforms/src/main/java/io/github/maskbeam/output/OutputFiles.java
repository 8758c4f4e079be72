// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.storage.Listing;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Lists the files of one kind in an output directory, which has one per image. The listing is split
 * into 16 parts, which can be listed in parallel. Stateless and thread-safe.
 *
 * <p>Local files and objects in S3 are streamed, because millions of names do not fit into a small
 * heap; other storage is listed as {@link Listing#matches} describes. Except on local disks each
 * part is one listing, because one for each of the 256 directories would take seconds even if the
 * output is empty.
 */
public final class OutputFiles {
  /** The parts: the first hex digit of the image id, with which directory names start. */
  public static final List<String> PARTS = List.of("0123456789abcdef".split(""));

  private OutputFiles() {}

  /**
   * Passes each file of a kind in one part to a consumer.
   *
   * @param part one of {@link #PARTS}
   * @throws IOException if the directory cannot be listed, or the consumer throws it
   */
  public static void list(OutputLayout output, PerImage kind, String part, FileConsumer consumer)
      throws IOException {
    String directory = output.directory(kind);
    if (!Uris.hasScheme(directory)) {
      listLocal(Path.of(directory), kind, part, consumer);
      return;
    }
    Listing.matches(
        directory + "/" + part + "*/*",
        file ->
            accept(kind, file.resourceId().getFilename(), file.resourceId().toString(), consumer));
  }

  /**
   * Passes each file of a kind in an output directory to a consumer.
   *
   * @throws IOException if the files cannot be listed, or the consumer throws it
   */
  public static void listAll(OutputLayout output, PerImage kind, FileConsumer consumer)
      throws IOException {
    for (String part : PARTS) {
      list(output, kind, part, consumer);
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

  /** Skips files whose name has no image id: Maskbeam did not write them. */
  private static void accept(PerImage kind, String name, String uri, FileConsumer consumer)
      throws IOException {
    String imageId = kind.imageIdOf(name).orElse(null);
    if (imageId != null) {
      consumer.accept(imageId, uri);
    }
  }

  /** Accepts the files of a listing. */
  public interface FileConsumer {
    /** Accepts the file of an image, an absolute path or URI. */
    void accept(String imageId, String uri) throws IOException;
  }
}
