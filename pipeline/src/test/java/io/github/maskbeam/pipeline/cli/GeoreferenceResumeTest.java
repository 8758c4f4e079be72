// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.GeoImages;
import io.github.maskbeam.pipeline.testing.GeoRun;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --georeference} and {@code --crs} as settings of a run, and reruns. */
class GeoreferenceResumeTest {
  @TempDir private Path directory;
  private GeoRun run;

  @BeforeEach
  void makeDirectories() throws IOException {
    run = GeoRun.in(directory);
  }

  @Test
  void rerunsKeepThePositions() throws Exception {
    Path image = GeoImages.geoTiff(run.photo("a.tif"), "EPSG:4326", 13, 52, 0.001);
    GeoImages.geoTiff(run.photo("b.tif"), "EPSG:32633", 400_000, 5_800_000, 0.5);
    assertThat(run.segment().exitCode(), is(0));
    List<List<String>> first = run.tables();
    List<String> files = MaskFiles.below(run.output());
    assertThat(run.segment().exitCode(), is(0));
    assertThat(run.record().getCounts().getInferences(), is(0L));
    assertThat(run.tables(), is(first));

    Files.delete(run.sidecar(image, ".pgw"));
    assertRepaired(image, ".pgw", first, files);
    Files.writeString(run.sidecar(image, ".pgw"), "1\n0\n0\n-1\n0\n0\n");
    assertRepaired(image, ".pgw", first, files);
    Files.delete(run.sidecar(image, ".png.aux.xml"));
    assertRepaired(image, ".png.aux.xml", first, files);
    Files.delete(run.mask(image));
    Files.delete(run.sidecar(image, ".pgw"));
    Run repaired = Run.maskbeam("verify", run.output().toString(), "--repair");
    assertThat(repaired.err(), repaired.exitCode(), is(0));
    assertThat(run.tables(), is(first));
    assertThat(MaskFiles.below(run.output()), is(files));

    // The image loses its georeference, so its mask does, too.
    Files.delete(image);
    Files.move(GeoImages.plain(directory.resolve("plain.png")), image);
    assertThat(run.segment().exitCode(), is(0));
    assertThat(run.record().getCounts().getInferences(), is(1L));
    assertThat(Files.exists(run.mask(image)), is(true));
    assertThat(Files.exists(run.sidecar(image, ".pgw")), is(false));
    assertThat(Files.exists(run.sidecar(image, ".png.aux.xml")), is(false));
  }

  private void assertRepaired(
      Path image, String ending, List<List<String>> tables, List<String> files) throws Exception {
    Run verified = Run.maskbeam("verify", run.output().toString());
    assertThat(verified.exitCode(), is(ExitCode.CONTRADICTION));
    assertThat(verified.out() + verified.err(), containsString(run.sidecar(image, ending) + " is"));
    Run repaired = Run.maskbeam("verify", run.output().toString(), "--repair");
    assertThat(repaired.err(), repaired.exitCode(), is(0));
    assertThat(run.tables(), is(tables));
    assertThat(MaskFiles.below(run.output()), is(files));
    assertThat(Run.maskbeam("verify", run.output().toString()).exitCode(), is(0));
  }

  @Test
  void isASettingOfTheRun() throws Exception {
    Path image = GeoImages.geoTiff(run.photo("a.tif"), "EPSG:4326", 13, 52, 0.001);
    assertThat(run.segment("--georeference=none").exitCode(), is(0));
    assertThat(Files.exists(run.sidecar(image, ".pgw")), is(false));
    assertThat(run.record().getConfig().getGeoreference(), is("NONE"));
    Run other = run.segment();
    assertThat(other.codes(), contains(ProblemCode.OUTPUT_SETTINGS_DIFFER));
    assertThat(other.err(), containsString("georeference \"EMBEDDED\""));
    assertThat(run.segment("--overwrite").exitCode(), is(0));
    assertThat(Files.exists(run.sidecar(image, ".pgw")), is(true));
    Run crs = run.segment("--crs=EPSG:3857");
    assertThat(crs.codes(), contains(ProblemCode.OUTPUT_SETTINGS_DIFFER));
    assertThat(crs.err(), containsString("crs \"EPSG:3857\""));
  }

  @ParameterizedTest
  @CsvSource({
    "--georeference=gps, OPTION_CHOICE_UNKNOWN",
    "--crs=32633, OPTION_VALUE_INVALID",
    "--crs=EPSG:, OPTION_VALUE_INVALID",
    "--crs=EPSG:32767, OPTION_VALUE_INVALID",
    "--crs=EPSG:99, OPTION_VALUE_INVALID",
    "--crs=WGS84, OPTION_VALUE_INVALID"
  })
  void refusesOtherValues(String argument, ProblemCode code) throws IOException {
    GeoImages.plain(run.photo("a.png"));
    Run segmented = run.segment(argument);
    assertThat(segmented.exitCode(), is(2));
    assertThat(segmented.codes(), contains(code));
    assertThat(segmented.err(), containsString(argument));
  }

  @Test
  void refusesACrsWithoutEffect() throws IOException {
    GeoImages.plain(run.photo("a.png"));
    Run segmented = run.segment("--crs=EPSG:4326", "--georeference=none");
    assertThat(segmented.codes(), contains(ProblemCode.OPTION_VALUE_INVALID));
  }
}
