// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import io.github.maskbeam.pipeline.demo.DemoScenes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Creates many images: copies of the scenes of the demonstration. */
final class ManyImages {
  private ManyImages() {}

  /** Creates {@code photo-0000.jpg} etc.; the scenes are in a sibling directory. */
  static void make(Path directory, int count) throws IOException {
    Files.createDirectories(directory);
    List<Path> scenes = DemoScenes.copyTo(directory.resolveSibling("scenes"));
    for (int i = 0; i < count; i++) {
      Files.createLink(
          directory.resolve(String.format("photo-%04d.jpg", i)), scenes.get(i % scenes.size()));
    }
  }
}
