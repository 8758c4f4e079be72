// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.storage.LocalSync;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes the masks in an output directory on a local disk durable, before a commit says that they
 * are there. Once before the commit and not once per mask: by then the operating system has written
 * most of them, and the parts of the output wait for the disk side by side.
 */
final class MaskSync {
  private MaskSync() {}

  /**
   * Makes masks durable. Does nothing on other storage, which makes a file durable when it is
   * closed.
   *
   * @param sinceMillis masks that have not been modified since then are durable already
   * @throws IOException if the masks cannot be listed or written to the disk
   */
  static void modifiedSince(OutputLayout output, long sinceMillis) throws IOException {
    if (Uris.hasScheme(output.root())) {
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(OutputFiles.PARTS.size());
    try {
      List<Callable<Void>> parts = new ArrayList<>();
      for (String part : OutputFiles.PARTS) {
        parts.add(() -> sync(output, part, sinceMillis));
      }
      for (Future<Void> part : threads.invokeAll(parts)) {
        part.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while masks were written to the disk");
    } catch (ExecutionException e) {
      throw new IOException(
          output.masks() + " cannot be written to the disk: " + e.getCause().getMessage(),
          e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void sync(OutputLayout output, String part, long sinceMillis) throws IOException {
    Set<Path> directories = new HashSet<>();
    for (PerImage kind : List.of(PerImage.MASK, PerImage.CONFIDENCE)) {
      OutputFiles.list(
          output,
          kind,
          part,
          (imageId, mask) -> {
            Path file = Path.of(mask);
            if (Files.getLastModifiedTime(file).toMillis() >= sinceMillis) {
              LocalSync.file(mask);
              directories.add(file.getParent());
            }
          });
    }
    for (Path directory : directories) {
      LocalSync.directory(directory.toString());
    }
    return null;
  }
}
