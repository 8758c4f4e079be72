// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import io.github.maskbeam.pipeline.demo.DemoScenes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A finished run whose image names and class names try to become part of a page, with images that
 * failed, one that is gone since and one that has changed.
 */
public final class HostileRun {
  /** A class name that would run a script. */
  public static final String CLASS_NAME = "<img src=x onerror=hacked=1>";

  /** A file name that would leave an attribute. */
  public static final String ATTRIBUTE_NAME = "\"><img src=x onerror=hacked=2>.jpg";

  /** The end of a path that would end a script element. */
  public static final String SCRIPT_NAME = "<script>hacked=3</script>.jpg";

  /** A file that is no image and would be markup. */
  public static final String FAILED_NAME = "<b onmouseover=hacked=4>.jpg";

  private HostileRun() {}

  /** Runs into the directory {@code out}, and returns that. */
  public static Path in(Path directory) throws IOException {
    Path photos = directory.resolve("photos");
    List<Path> scenes = DemoScenes.copyTo(photos);
    Path script = photos.resolve(SCRIPT_NAME);
    Files.createDirectories(script.getParent());
    Files.move(scenes.get(0), photos.resolve(ATTRIBUTE_NAME), StandardCopyOption.REPLACE_EXISTING);
    Files.move(scenes.get(1), script, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(photos.resolve(FAILED_NAME), "no image");
    for (int i = 0; i < 3; i++) {
      Files.write(photos.resolve("empty" + i + ".jpg"), new byte[0]);
    }
    Path labels = directory.resolve("labels.txt");
    Files.writeString(
        labels,
        String.join(
            "\n",
            "background",
            CLASS_NAME,
            "vegetation",
            "ground",
            "water",
            "road",
            "sky",
            "building",
            "mountain"));
    Path output = directory.resolve("out");
    Run run =
        Run.maskbeam(
            "segment",
            "--input=" + photos + "/**",
            "--labels=" + labels,
            "--output=" + output,
            "--maxFailureFraction=0.5");
    if (run.exitCode() != 0) {
      throw new IllegalStateException(run.err());
    }
    Files.delete(scenes.get(2));
    Files.copy(scenes.get(4), scenes.get(3), StandardCopyOption.REPLACE_EXISTING);
    return output;
  }
}
