// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.Listing;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The copy of the model in an output, {@code OUT/model/<sha256>.tflite}. Workers read it, so that a
 * cluster needs to reach only the images and the output, and a rerun does not need the original.
 */
public final class ModelCopy {
  private ModelCopy() {}

  /**
   * Writes the copy, unless it is there, and deletes copies of other models. Only the command that
   * holds the lock of the output may do this.
   *
   * @param content the model file, from position to limit
   * @param sha256 SHA-256 of the content, in hex
   * @return the path or URI of the copy
   * @throws IOException if it cannot be written
   */
  public static String write(OutputLayout output, ByteBuffer content, String sha256)
      throws IOException {
    String copy = output.model(sha256);
    boolean isThere = false;
    for (String other : Listing.uris(output.model("*"))) {
      if (other.endsWith(copy.substring(copy.lastIndexOf('/')))) {
        isThere = isWhole(copy, sha256);
      } else {
        StoredFile.delete(other);
      }
    }
    if (!isThere) {
      byte[] bytes = new byte[content.remaining()];
      content.duplicate().get(bytes);
      AtomicFiles.write(copy, bytes, output.temporary());
    }
    return copy;
  }

  /** The path or URI of a whole copy of a model; absent if the output has none. */
  public static Optional<String> find(OutputLayout output, String sha256) {
    return Optional.of(output.model(sha256)).filter(copy -> isWhole(copy, sha256));
  }

  private static boolean isWhole(String copy, String sha256) {
    try {
      return StoredFile.bytes(copy).filter(bytes -> Sha256.hex(bytes).equals(sha256)).isPresent();
    } catch (IOException e) {
      // What cannot be read is written again, or not used.
      return false;
    }
  }
}
