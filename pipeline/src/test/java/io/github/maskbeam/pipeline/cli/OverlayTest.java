// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.RunCounts;
import io.github.maskbeam.schemas.Sha256;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The option {@code --overlay}. */
class OverlayTest {
  @TempDir private Path directory;

  @Test
  void writesAnOverlayBesideEachMaskAndTheSameMasks() throws IOException {
    Path photos = Files.createDirectory(directory.resolve("photos"));
    Path image = Landscapes.landscape(photos.resolve("field.png"), 1600, 400, 200);
    Files.write(photos.resolve("empty.png"), new byte[0]);
    Path with = directory.resolve("with");
    Path without = directory.resolve("without");
    Run run = segment(photos, with, "--overlay");
    segment(photos, without);

    String stem = "field-" + Sha256.imageId(image.toString());
    String folder = Sha256.imageId(image.toString()).substring(0, 2);
    assertThat(
        MaskFiles.below(with.resolve("overlays")), is(List.of(folder + "/" + stem + ".jpg")));
    assertThat(run.out(), containsString(with + "/overlays"));
    BufferedImage overlay =
        ImageIO.read(with.resolve("overlays").resolve(folder).resolve(stem + ".jpg").toFile());
    assertThat(overlay.getWidth() + " x " + overlay.getHeight(), is("1024 x 256"));
    assertThat(Files.exists(without.resolve("overlays")), is(false));
    String mask = folder + "/" + stem + ".png";
    assertThat(
        MaskFiles.count(with.resolve("masks").resolve(mask)),
        is(MaskFiles.count(without.resolve("masks").resolve(mask))));
  }

  /** A second run over a directory that holds the first one's output takes no overlay for input. */
  @Test
  void overlaysAreNoInput() throws IOException {
    Landscapes.landscape(directory.resolve("field.png"), 60, 40, 20);
    Path output = directory.resolve("out");
    segment(directory, output, "--overlay");
    Run second =
        Run.maskbeam("segment", "--input=" + directory + "/**", "--output=" + output, "--overlay");
    assertThat(second.err(), second.exitCode(), is(0));
    assertThat(RunCounts.images(output), is(List.of(1, 1, 0)));
  }

  private static Run segment(Path photos, Path output, String... more) {
    String[] arguments = new String[4 + more.length];
    arguments[0] = "segment";
    arguments[1] = "--input=" + photos + "/*.png";
    arguments[2] = "--output=" + output;
    arguments[3] = "--maxFailureFraction=0.5";
    System.arraycopy(more, 0, arguments, 4, more.length);
    Run run = Run.maskbeam(arguments);
    assertThat(run.err(), run.exitCode(), is(0));
    return run;
  }
}
