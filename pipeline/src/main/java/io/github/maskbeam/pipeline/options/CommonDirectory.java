// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.storage.Uris;
import java.util.List;
import java.util.Optional;

/** Finds the deepest directory that contains all images. Not thread-safe until all are added. */
final class CommonDirectory {
  private String start;
  private List<String> parts = List.of();
  private String remote;

  /** Adds an image. */
  void add(String imageUri, ImagePath path) {
    if (remote == null && Uris.hasScheme(imageUri)) {
      remote = imageUri;
    }
    if (start == null) {
      start = path.start();
      parts = List.copyOf(path.directories());
    } else if (!start.equals(path.start())) {
      start = "";
      parts = List.of();
    } else {
      int common = 0;
      List<String> other = path.directories();
      while (common < Math.min(parts.size(), other.size())
          && parts.get(common).equals(other.get(common))) {
        common++;
      }
      parts = common < parts.size() ? List.copyOf(parts.subList(0, common)) : parts;
    }
  }

  /** The number of directories from the root to this one, including it. */
  int depth() {
    return parts.size();
  }

  /** The directory, without a slash at its end; empty if images are in different storage. */
  Optional<String> uri() {
    return start == null || start.isEmpty()
        ? Optional.empty()
        : Optional.of(start + String.join("/", parts));
  }

  /** An image that is not on a local disk, if there is one. */
  Optional<String> anyRemote() {
    return Optional.ofNullable(remote);
  }
}
