// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Run;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The colors of {@code --palette} from the option to masks, overlays, run.json and the report. */
class PaletteTest {
  private static final int CLASSES = 9;

  @TempDir private Path directory;
  private final List<String> colors = new ArrayList<>();
  private Path image;
  private Path output;
  private Path palette;
  private OutputLayout layout;

  @BeforeEach
  void segmentWithPalette() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    image = directory.resolve("a.png");
    output = directory.resolve("out");
    layout = OutputLayout.at(output.toString());
    Landscapes.landscape(image, 64, 48, 24);
    for (int id = 0; id < CLASSES; id++) {
      colors.add(String.format("#ff00%02x", 3 * id));
    }
    palette = Files.write(directory.resolve("palette.txt"), colors);
    Run run = segment("--palette=" + palette);
    assertThat(run.err(), run.exitCode(), is(0));
  }

  @Test
  void masksOverlaysAndReportHaveTheColors() throws IOException {
    IndexColorModel model = (IndexColorModel) ImageIO.read(mask().toFile()).getColorModel();
    for (int id = 0; id < CLASSES; id++) {
      assertThat(model.getRGB(id) & 0xffffff, is(0xff0000 + 3 * id));
    }
    assertThat(model.getRGB(255) & 0xffffff, is(0xe0e0c0));
    BufferedImage overlay =
        ImageIO.read(Path.of(layout.file(PerImage.OVERLAY, image.toString())).toFile());
    Color sky = new Color(overlay.getRGB(10, 5));
    // The average of the image and 255, 0, 0, within the error of JPEG.
    assertThat(sky.getRed(), is(greaterThan(115)));
    assertThat(sky.getGreen(), is(lessThan(140)));
    assertThat(RunRecords.read(layout).orElseThrow().getConfig().getPalette(), is(colors));
    assertThat(Run.maskbeam("report", output.toString()).exitCode(), is(0));
    assertThat(
        Files.readString(output.resolve("report.html")),
        both(containsString("\"color\":\"#ff00")).and(not(containsString("\"color\":\"#80"))));
  }

  @Test
  void theColorsAreSettingsOfTheRun() throws IOException {
    Run other = segment();
    assertThat(other.exitCode(), is(2));
    assertThat(other.codes(), contains(ProblemCode.OUTPUT_SETTINGS_DIFFER));
    byte[] colored = Files.readAllBytes(mask());
    Files.delete(mask());
    Files.delete(palette);
    Run repaired = Run.maskbeam("verify", output.toString(), "--repair");
    assertThat(repaired.err(), repaired.exitCode(), is(0));
    assertThat(plte(Files.readAllBytes(mask())), is(plte(colored)));
    assertThat(segment("--overwrite").exitCode(), is(0));
    assertThat(plte(Files.readAllBytes(mask())), is(not(plte(colored))));
    assertThat(RunRecords.read(layout).orElseThrow().getConfig().getPalette(), is(nullValue()));
  }

  @Test
  void fewerColorsThanClassesAreRefused() throws IOException {
    Files.write(palette, colors.subList(1, CLASSES));
    Run run = segment("--palette=" + palette);
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(ProblemCode.PALETTE_TOO_SHORT));
  }

  private Run segment(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("segment", "--input=" + image, "--output=" + output, "--overlay"));
    arguments.addAll(List.of(more));
    return Run.maskbeam(arguments.toArray(new String[0]));
  }

  private Path mask() {
    return Path.of(layout.mask(image.toString()));
  }

  private static List<Integer> plte(byte[] png) throws IOException {
    IndexColorModel model =
        (IndexColorModel) ImageIO.read(new ByteArrayInputStream(png)).getColorModel();
    List<Integer> colors = new ArrayList<>();
    for (int id = 0; id < model.getMapSize(); id++) {
      colors.add(model.getRGB(id));
    }
    return colors;
  }
}
