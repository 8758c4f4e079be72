// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.storage.http.HttpFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A cache directory for downloaded models. The name of a file is its SHA-256, which is verified on
 * each read. Files are written atomically.
 */
public final class ModelCache {
  private final Path directory;

  private ModelCache(Path directory) {
    this.directory = directory;
  }

  /** A cache in this directory, which is created when it is first needed. */
  public static ModelCache in(Path directory) {
    return new ModelCache(directory);
  }

  /** The user's cache: {@code $XDG_CACHE_HOME/maskbeam} or {@code ~/.cache/maskbeam}. */
  public static ModelCache ofUser() {
    return in(userDirectory());
  }

  /** The directory of {@link #ofUser}. */
  static Path userDirectory() {
    String base = System.getenv("XDG_CACHE_HOME");
    Path caches =
        base == null || base.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(base);
    return caches.resolve("maskbeam");
  }

  /**
   * Returns the file of a known model, and downloads it first if it is not in the cache.
   *
   * @throws ModelException if it cannot be downloaded or has another SHA-256
   */
  public byte[] fetch(KnownModel known) throws ModelException {
    return fetch(URI.create(known.url()), known.sha256());
  }

  byte[] fetch(URI url, String sha256) throws ModelException {
    Path file = directory.resolve(sha256 + ".tflite");
    try {
      if (Files.exists(file)) {
        byte[] cached = Files.readAllBytes(file);
        if (Sha256.hex(cached).equals(sha256)) {
          return cached;
        }
      }
      byte[] downloaded = download(url);
      String actual = Sha256.hex(downloaded);
      if (!actual.equals(sha256)) {
        throw new ModelException(
            ModelFailure.FETCHED_BYTES_DIFFER,
            String.format(
                "%s returned %d bytes with SHA-256 %s instead of %s; download the model yourself"
                    + " and use --model=<path>",
                url, downloaded.length, actual, sha256));
      }
      store(directory, file, downloaded);
      return downloaded;
    } catch (IOException e) {
      throw new ModelException(
          ModelFailure.NOT_FETCHED,
          String.format(
              "%s cannot be downloaded to %s (%s); download the model yourself and use"
                  + " --model=<path>",
              url, directory, e),
          e);
    }
  }

  private static byte[] download(URI url) throws IOException {
    try (InputStream in = Channels.newInputStream(HttpFile.open(url.toString()))) {
      return in.readAllBytes();
    }
  }

  /** Writes a file of a cache directory, which is created first, in one step. */
  static void store(Path directory, Path file, byte[] content) throws IOException {
    Files.createDirectories(directory);
    Path temporary = Files.createTempFile(directory, "new", ".tmp");
    try {
      Files.write(temporary, content);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
