// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Deletes files, and directories with all in them. Stateless and thread-safe. */
public final class StoredTree {
  private StoredTree() {}

  /**
   * Deletes a file or directory, if it exists. Symbolic links are deleted, and not what they lead
   * to.
   *
   * @param uri an absolute path or URI
   * @throws IOException if the files cannot be listed or deleted
   */
  public static void delete(String uri) throws IOException {
    if (Uris.hasScheme(uri)) {
      // Directories of HDFS stay, without files; other storage has none.
      if (StoredFile.exists(uri + "/**")) {
        Listing.delete(uri + "/**");
      } else {
        StoredFile.delete(uri);
      }
    } else {
      // Beam's file systems delete only files.
      deleteLocal(Path.of(uri));
    }
  }

  private static void deleteLocal(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
