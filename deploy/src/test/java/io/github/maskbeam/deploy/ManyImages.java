// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import io.github.maskbeam.pipeline.demo.DemoScenes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** As many images as a test wants: the scenes of the demonstration under many names. */
final class ManyImages {
  private ManyImages() {}

  /** Makes {@code photo-0000.jpg} and so on; the scenes themselves are beside the directory. */
  static void make(Path directory, int count) throws IOException {
    Files.createDirectories(directory);
    List<Path> scenes = DemoScenes.copyTo(directory.resolveSibling("scenes"));
    for (int i = 0; i < count; i++) {
      Files.createLink(
          directory.resolve(String.format("photo-%04d.jpg", i)), scenes.get(i % scenes.size()));
    }
  }
}
