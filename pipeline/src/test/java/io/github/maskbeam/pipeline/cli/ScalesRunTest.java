// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.schemas.RunRecord;
import io.github.maskbeam.transforms.metrics.ImageMetrics;
import java.awt.image.BufferedImage;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --scales}, {@code --tileOverlap} and {@code --flip} from options to masks and reruns. */
class ScalesRunTest {
  private static final int WIDTH_PX = 300;
  private static final int HEIGHT_PX = 130;

  @TempDir private Path directory;
  private Path image;
  private Path output;
  private OutputLayout layout;

  @BeforeEach
  void draw() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    image = directory.resolve("a.png");
    output = directory.resolve("out");
    layout = OutputLayout.at(output.toString());
    Landscapes.landscape(image, WIDTH_PX, HEIGHT_PX, 40);
  }

  @Test
  void scalesAreASettingOfTheRun() throws IOException {
    Run run = segment("--scales=native,1", "--tileOverlap=0.4", "--flip");
    assertThat(run.err(), run.exitCode(), is(0));
    RunRecord record = RunRecords.read(layout).orElseThrow();
    assertThat(record.getConfig().getScales(), is("1,native"));
    assertThat(record.getConfig().getTileOverlap(), is(0.4));
    assertThat(record.getConfig().getFlip(), is("ADDED"));
    int[] mask = pixels();

    // The order has no meaning.
    Run again = segment("--scales=1,native", "--tileOverlap=0.4", "--flip");
    assertThat(again.err(), again.exitCode(), is(0));
    assertThat(RunRecords.read(layout).orElseThrow().getCounts().getInferences(), is(0L));

    Run other = segment("--scales=1,native", "--tileOverlap=0.5", "--flip");
    assertThat(other.codes(), contains(ProblemCode.OUTPUT_SETTINGS_DIFFER));
    assertThat(
        other.err(),
        both(containsString("tileOverlap 0.4")).and(containsString("tileOverlap 0.5")));

    Files.delete(mask());
    Run repaired = Run.maskbeam("verify", output.toString(), "--repair");
    assertThat(repaired.err(), repaired.exitCode(), is(0));
    assertThat(pixels(), is(mask));
  }

  @Test
  void theChoiceOfTilesIsASettingOfTheRun() throws IOException {
    Run run = segment("--scales=1,3", "--tiles=unsure");
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(RunRecords.read(layout).orElseThrow().getConfig().getTiles(), is("UNSURE"));
    int[] mask = pixels();
    Run all = segment("--scales=1,3");
    assertThat(all.codes(), contains(ProblemCode.OUTPUT_SETTINGS_DIFFER));
    assertThat(
        all.err(), both(containsString("tiles \"UNSURE\"")).and(containsString("tiles \"ALL\"")));
    Files.delete(mask());
    Run repaired = Run.maskbeam("verify", output.toString(), "--repair");
    assertThat(repaired.err(), repaired.exitCode(), is(0));
    assertThat(pixels(), is(mask));
  }

  @ParameterizedTest
  @CsvSource({"2, unsure", "native, UNSURE"})
  void refusesAChoiceOfTilesWithoutASmallerScale(String scales, String tiles) {
    Run run = segment("--scales=" + scales, "--tiles=" + tiles);
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(ProblemCode.OPTION_VALUE_INVALID));
    assertThat(run.err(), containsString("--tiles=" + tiles));
  }

  @Test
  void scaleOneIsTheDefault() throws IOException {
    assertThat(segment().exitCode(), is(0));
    String hash = RunRecords.read(layout).orElseThrow().getConfig().getSha256();
    assertThat(RunRecords.read(layout).orElseThrow().getConfig().getScales(), is(nullValue()));
    Run same = segment("--scales=1.0", "--tileOverlap=0.5");
    assertThat(same.err(), same.exitCode(), is(0));
    assertThat(RunRecords.read(layout).orElseThrow().getConfig().getSha256(), is(hash));
    assertThat(RunRecords.read(layout).orElseThrow().getCounts().getInferences(), is(0L));
  }

  @Test
  void tilesAreCountedWhileTheyAreSegmented() {
    long before = ImageMetrics.tilesOfProcess();
    Run run = segment("--scales=3");
    assertThat(run.err(), run.exitCode(), is(0));
    // Four per axis, of which the last one is shifted inward.
    assertThat(ImageMetrics.tilesOfProcess() - before, is(16L));
  }

  @ParameterizedTest
  @CsvSource({
    "'', OPTION_VALUE_INVALID",
    "big, OPTION_VALUE_INVALID",
    "'1,', OPTION_VALUE_INVALID",
    "'1,1.0', OPTION_VALUE_INVALID",
    "'native,native', OPTION_VALUE_INVALID",
    "0.5, OPTION_OUT_OF_RANGE",
    "NaN, OPTION_OUT_OF_RANGE",
    "-2, OPTION_OUT_OF_RANGE",
    "17, OPTION_OUT_OF_RANGE"
  })
  void refusesOtherScales(String scales, ProblemCode code) {
    Run run = segment("--scales=" + scales);
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(code));
    assertThat(run.err(), containsString("--scales=" + scales));
    assertThat(Files.exists(output.resolve("run.json")), is(false));
  }

  @ParameterizedTest
  @CsvSource({"1", "1.5", "-0.1", "NaN"})
  void refusesAnOverlapThatIsNoShare(String overlap) {
    Run run = segment("--scales=2", "--tileOverlap=" + overlap);
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(ProblemCode.OPTION_OUT_OF_RANGE));
    assertThat(run.err(), containsString("--tileOverlap=" + overlap));
  }

  private Run segment(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("segment", "--input=" + image, "--output=" + output));
    arguments.addAll(List.of(options));
    return Run.maskbeam(arguments.toArray(new String[0]));
  }

  private Path mask() {
    return Path.of(layout.mask(image.toString()));
  }

  private int[] pixels() throws IOException {
    BufferedImage mask = ImageIO.read(mask().toFile());
    assertThat(mask.getWidth(), is(WIDTH_PX));
    return mask.getRaster().getPixels(0, 0, WIDTH_PX, HEIGHT_PX, (int[]) null);
  }
}
