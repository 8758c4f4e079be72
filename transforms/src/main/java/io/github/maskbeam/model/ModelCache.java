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
 * A directory of known models that were fetched once. Files are named by their hash and checked
 * against it each time they are read; they appear whole or not at all.
 */
public final class ModelCache {
  private final Path directory;

  private ModelCache(Path directory) {
    this.directory = directory;
  }

  /** A cache in this directory, which is made when it is first needed. */
  public static ModelCache in(Path directory) {
    return new ModelCache(directory);
  }

  /** The user's cache: {@code $XDG_CACHE_HOME/maskbeam}, else {@code ~/.cache/maskbeam}. */
  public static ModelCache ofUser() {
    String base = System.getenv("XDG_CACHE_HOME");
    Path caches =
        base == null || base.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(base);
    return in(caches.resolve("maskbeam"));
  }

  /**
   * The bytes of a known model, fetched from its public address if they are not in the cache.
   *
   * @throws ModelException if they cannot be fetched or are not what they should be
   */
  public byte[] fetch(KnownModel known) throws ModelException {
    return fetch(URI.create(known.address()), known.sha256());
  }

  byte[] fetch(URI address, String sha256) throws ModelException {
    Path file = directory.resolve(sha256 + ".tflite");
    try {
      if (Files.exists(file)) {
        byte[] cached = Files.readAllBytes(file);
        if (Sha256.hex(cached).equals(sha256)) {
          return cached;
        }
      }
      byte[] fetched = download(address);
      String actual = Sha256.hex(fetched);
      if (!actual.equals(sha256)) {
        throw new ModelException(
            ModelFailure.FETCHED_BYTES_DIFFER,
            String.format(
                "%s gave %d bytes with SHA-256 %s instead of %s; fetch the model yourself and name"
                    + " its file with --model=<path>",
                address, fetched.length, actual, sha256));
      }
      store(file, fetched);
      return fetched;
    } catch (IOException e) {
      throw new ModelException(
          ModelFailure.NOT_FETCHED,
          String.format(
              "%s cannot be fetched into %s (%s); fetch it yourself and name its file with"
                  + " --model=<path>",
              address, directory, e),
          e);
    }
  }

  private static byte[] download(URI address) throws IOException {
    try (InputStream in = Channels.newInputStream(HttpFile.open(address.toString()))) {
      return in.readAllBytes();
    }
  }

  private void store(Path file, byte[] content) throws IOException {
    Files.createDirectories(directory);
    Path growing = Files.createTempFile(directory, "fetching", ".tmp");
    try {
      Files.write(growing, content);
      Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(growing);
    }
  }
}
