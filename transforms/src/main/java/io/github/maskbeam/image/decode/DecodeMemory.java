// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageLease;

/**
 * The content of a file and the memory of its image, until nobody uses them any longer: neither the
 * image nor the thread that decodes it. Thread-safe.
 */
final class DecodeMemory {
  private final ImageFile file;
  private final ImageLease lease;
  private int users;

  DecodeMemory(ImageFile file, ImageLease lease) {
    this.file = file;
    this.lease = lease;
  }

  byte[] content() {
    return file.content();
  }

  /** Adds a user, which calls {@link #release()} once. */
  synchronized void retain() {
    users++;
  }

  /** Frees all memory when the last user is gone. */
  synchronized void release() {
    if (--users == 0) {
      file.close();
      lease.close();
    }
  }

  /** Frees the memory of the file, whose content nobody uses any longer. */
  void closeFile() {
    file.close();
  }

  /** Records that it is unknown when the memory is freed. */
  void abandon() {
    file.abandon();
    lease.abandon();
  }
}
