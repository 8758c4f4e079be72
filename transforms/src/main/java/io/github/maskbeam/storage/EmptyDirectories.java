// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Deletes local directories that have become empty. Object stores have none. */
public final class EmptyDirectories {
  private EmptyDirectories() {}

  /**
   * Deletes a local directory if it is empty. Does nothing on other storage.
   *
   * @throws IOException if it is empty and cannot be deleted
   */
  public static void delete(String uri) throws IOException {
    if (Uris.hasScheme(uri)) {
      return;
    }
    try {
      Files.deleteIfExists(Path.of(uri));
    } catch (DirectoryNotEmptyException e) {
      // Somebody else's files.
      return;
    }
  }
}
