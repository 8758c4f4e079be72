// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes files and directories durable on a local disk, so that they survive a loss of power. Other
 * storage makes files durable when they are closed; for it these methods do nothing.
 */
public final class LocalSync {
  private static final boolean IS_WINDOWS = System.getProperty("os.name").startsWith("Windows");

  private LocalSync() {}

  /**
   * Makes the content of a file durable.
   *
   * @throws IOException if the file does not exist or cannot be written to the disk
   */
  public static void file(String uri) throws IOException {
    if (!Uris.hasScheme(uri)) {
      try (FileChannel file = FileChannel.open(Path.of(uri), StandardOpenOption.WRITE)) {
        file.force(true);
      }
    }
  }

  /**
   * Makes the names in a directory durable. Windows does so itself, and cannot open directories.
   *
   * @throws IOException if the directory cannot be opened or written to the disk
   */
  public static void directory(String uri) throws IOException {
    if (Uris.hasScheme(uri) || IS_WINDOWS || !Files.isDirectory(Path.of(uri))) {
      return;
    }
    try (FileChannel directory = FileChannel.open(Path.of(uri), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
