// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.geo.WorldFile;
import java.io.IOException;
import java.util.Optional;

/** Reads the world files of images. Stateless and thread-safe. */
public final class WorldFileBytes {
  /** A world file has at most some 200 bytes; a larger file is something else. */
  private static final int MAX_BYTES = 4096;

  private WorldFileBytes() {}

  /**
   * Reads the world file of an image: the first that exists of {@link WorldFile#names}. Empty for a
   * member of an archive, because the names are not known without another pass over the archive.
   *
   * @param imageUri an absolute path or URI; a query, which may be a signature, is left out
   * @throws IOException if a file exists, but cannot be read
   */
  public static Optional<byte[]> read(String imageUri) throws IOException {
    if (MemberUri.of(imageUri).isPresent()) {
      return Optional.empty();
    }
    for (String name : WorldFile.names(Uris.withoutQuery(imageUri))) {
      Optional<byte[]> content =
          StoredFile.<byte[], IOException>read(name, in -> in.readNBytes(MAX_BYTES));
      if (content.isPresent()) {
        return content;
      }
    }
    return Optional.empty();
  }
}
