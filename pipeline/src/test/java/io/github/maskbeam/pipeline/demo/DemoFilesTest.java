// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.github.maskbeam.pipeline.testing.PictureDifference;
import io.github.maskbeam.testing.CommittedFile;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The pictures of the demonstration in the jar are what the code in these sources draws. */
class DemoFilesTest {
  private static final String DIRECTORY = "src/main/resources/io/github/maskbeam/pipeline/demo/";

  /** Where the same bytes were seen, with Java 17 (Debian) and 25 (Temurin). */
  private static final boolean HAS_KNOWN_ENCODERS =
      System.getProperty("os.name").equals("Linux")
          && System.getProperty("os.arch").equals("amd64");

  private static final double LARGEST_DIFFERENCE_LEVELS = 3;

  @TestFactory
  Stream<DynamicTest> eachIsWhatIsDrawn() throws Exception {
    return DrawnScenes.files().entrySet().stream()
        .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> compare(file)));
  }

  private static void compare(Map.Entry<String, byte[]> drawn) throws Exception {
    CommittedFile file = CommittedFile.at(DIRECTORY + drawn.getKey());
    if (HAS_KNOWN_ENCODERS) {
      file.requireContent(drawn.getValue());
    }
    // Another JDK may encode the same picture differently.
    if (!file.isWritten(drawn.getValue())) {
      assertThat(
          file.remedy(),
          PictureDifference.ofFiles(file.content(), drawn.getValue()),
          is(lessThan(LARGEST_DIFFERENCE_LEVELS)));
    }
  }

  @Test
  void theJarHasEveryScene() {
    assertThat(
        DemoScenes.FILES,
        is(
            Arrays.stream(Scene.values())
                .map(scene -> scene.stem() + ".jpg")
                .collect(Collectors.toList())));
  }
}
