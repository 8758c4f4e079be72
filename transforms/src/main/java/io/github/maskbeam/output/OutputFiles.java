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
import java.util.Optional;

/**
 * Lists the files of one kind in an output directory, which has one per image. The listing is split
 * into 16 parts, which can be listed in parallel. Stateless and thread-safe.
 *
 * <p>Local files and objects in S3 are streamed, because millions of names do not fit into a small
 * heap; other storage is listed as {@link Listing#matches} describes. Files that are named as their
 * images are in one directory, which is listed with the first part. Except on local disks each part
 * is one listing, because one for each of the 256 directories would take seconds even if the output
 * is empty.
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
    NamedFileConsumer named =
        (name, uri) -> {
          // Maskbeam did not write other files.
          Optional<String> id = output.fileIdOf(kind, name);
          if (id.isPresent()) {
            consumer.accept(id.get(), uri);
          }
        };
    boolean isFlat = output.isNamedByStem(kind);
    if (isFlat && !part.equals(PARTS.get(0))) {
      return;
    }
    if (!Uris.hasScheme(directory)) {
      listLocal(Path.of(directory), isFlat ? Optional.empty() : Optional.of(part), named);
      return;
    }
    Listing.matches(
        directory + (isFlat ? "/*" : "/" + part + "*/*"),
        file -> named.accept(file.resourceId().getFilename(), file.resourceId().toString()));
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

  /** Files in the directories of a part, or in the directory itself. */
  private static void listLocal(Path directory, Optional<String> part, NamedFileConsumer consumer)
      throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    if (part.isEmpty()) {
      listLocal(directory, consumer);
      return;
    }
    try (DirectoryStream<Path> subdirectories =
        Files.newDirectoryStream(
            directory,
            entry ->
                entry.getFileName().toString().startsWith(part.get())
                    && Files.isDirectory(entry))) {
      for (Path subdirectory : subdirectories) {
        listLocal(subdirectory, consumer);
      }
    }
  }

  private static void listLocal(Path directory, NamedFileConsumer consumer) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        consumer.accept(file.getFileName().toString(), file.toString());
      }
    }
  }

  private interface NamedFileConsumer {
    void accept(String name, String uri) throws IOException;
  }

  /** Accepts the files of a listing. */
  public interface FileConsumer {
    /**
     * Accepts the file of an image.
     *
     * @param fileId the id of its files, {@link MaskNames#fileId}
     * @param uri an absolute path or URI
     */
    void accept(String fileId, String uri) throws IOException;
  }
}
