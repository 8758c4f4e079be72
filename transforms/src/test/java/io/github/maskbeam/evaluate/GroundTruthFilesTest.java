// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTruthFilesTest {
  @Test
  void pngsAreListedWhateverTheCaseOfTheirEnding(@TempDir Path directory) throws IOException {
    for (String name : List.of("a.png", "b.PNG", "c.jpg", "png")) {
      Files.createFile(directory.resolve(name));
    }
    assertThat(
        GroundTruthFiles.list(directory + "/*"),
        containsInAnyOrder(directory + "/a.png", directory + "/b.PNG"));
  }
}
