// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.ReportData;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.TableWriter;
import io.github.maskbeam.pipeline.testing.Tables;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.RunRecord;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --confidence} and {@code --minConfidence} from options to files, tables and readers. */
class ConfidenceRunTest {
  private static final int WIDTH_PX = 90;
  private static final int HEIGHT_PX = 60;
  private static final int VOID = 255;
  private static final String AREAS =
      "SELECT image_uri, class_id, area_px FROM class_areas ORDER BY ALL";

  @TempDir private Path directory;
  private Path image;
  private Path other;
  private Path output;
  private OutputLayout layout;

  @BeforeEach
  void draw() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    Path photos = Files.createDirectories(directory.resolve("photos"));
    image = photos.resolve("a.png");
    other = photos.resolve("b.png");
    output = directory.resolve("out");
    layout = OutputLayout.at(output.toString());
    Landscapes.landscape(image, WIDTH_PX, HEIGHT_PX, 30);
    Landscapes.landscape(other, 50, 40, 20);
  }

  @ParameterizedTest
  @CsvSource({"--scales=1", "'--scales=1,native'"})
  void masksOfTheProbabilitiesAreWrittenBesideMasks(String scales) throws Exception {
    requireOk(segment("--confidence=mask", scales));
    assertThat(record().getConfig().getConfidence(), is("WRITTEN"));
    assertThat(MaskFiles.below(output.resolve("confidence")), is(masks()));
    BufferedImage confidence = ImageIO.read(confidence(image).toFile());
    assertThat(confidence.getType(), is(BufferedImage.TYPE_BYTE_GRAY));
    assertThat(confidence.getWidth(), is(WIDTH_PX));
    assertThat(confidence.getHeight(), is(HEIGHT_PX));
    try (Tables tables = Tables.of(output)) {
      double mean =
          Double.parseDouble(
              tables.value(
                  "SELECT sum(mean_confidence * area_px) / sum(area_px) FROM class_areas"
                      + " WHERE image_uri = '"
                      + image
                      + "'"));
      int[] values = pixels(confidence(image));
      assertThat(Arrays.stream(values).average().orElseThrow() / 255, closeTo(mean, 0.02));
      assertThat("not all the same", Arrays.stream(values).distinct().count(), greaterThan(1L));
      assertThat(tables.rows("SELECT DISTINCT void_px FROM images"), contains("0"));
    }
    assertConsistent();
  }

  @Test
  void masksAndTablesDoNotDependOnIt() throws Exception {
    requireOk(segment());
    int[] mask = pixels(mask(image));
    assertThat(Files.exists(output.resolve("confidence")), is(false));
    List<String> areas = rows(AREAS);
    requireOk(segment("--confidence=mask", "--overwrite"));
    assertThat(pixels(mask(image)), is(mask));
    assertThat(rows(AREAS), is(areas));
  }

  @Test
  void aRerunMakesMissingAndDamagedOnesAgain() throws IOException {
    requireOk(segment("--confidence=mask"));
    int[] values = pixels(confidence(image));
    requireOk(segment("--confidence=mask"));
    assertThat(record().getCounts().getInferences(), is(0L));
    byte[] whole = Files.readAllBytes(confidence(image));
    for (byte[] damaged :
        List.of(new byte[0], Arrays.copyOf(whole, whole.length - 20), ofTheOther())) {
      Files.write(confidence(image), damaged);
      requireOk(segment("--confidence=mask"));
      assertThat(record().getCounts().getInferences(), is(1L));
      assertThat(pixels(confidence(image)), is(values));
    }
    Files.delete(confidence(image));
    requireOk(segment("--confidence=mask"));
    assertThat(record().getCounts().getInferences(), is(1L));
    assertThat(record().getCounts().getAlreadyDone(), is(1L));
  }

  @Test
  void verifyFindsMissingAndInvalidOnes() throws IOException {
    requireOk(segment("--confidence=mask", "--minConfidence=0.9"));
    int[] values = pixels(confidence(image));
    int[] mask = pixels(mask(image));
    byte[] whole = Files.readAllBytes(confidence(image));
    for (byte[] damaged :
        List.of(
            new byte[0],
            Arrays.copyOf(whole, whole.length - 20),
            ofTheOther(),
            Files.readAllBytes(image))) {
      Files.write(confidence(image), damaged);
      assertInconsistent();
      repair();
      assertThat(pixels(confidence(image)), is(values));
      assertThat(pixels(mask(image)), is(mask));
    }
    Files.delete(confidence(image));
    assertInconsistent();
    assertThat(verify().err(), containsString(confidence(image) + " is missing"));
    repair();
    assertConsistent();
  }

  @Test
  void verifyCountsThoseOfOtherImages() throws IOException {
    requireOk(segment("--confidence=mask"));
    Files.delete(other);
    requireOk(segment("--confidence=mask"));
    Run run = verify();
    assertThat(run.exitCode(), is(0));
    assertThat(run.out(), containsString("1 mask of other images"));
    assertThat(run.out(), containsString("1 confidence mask is not of this run's images"));
    requireOk(segment("--overwrite"));
    assertThat(verify().out(), containsString("2 confidence masks are not of this run's images"));
  }

  @Test
  void theFilesAreNoImages() throws IOException {
    requireOk(segment("--confidence=mask", "--input=" + directory + "/**/*.png"));
    requireOk(segment("--confidence=mask", "--input=" + directory + "/**/*.png"));
    assertThat(record().getCounts().getImagesListed(), is(2L));
  }

  @Test
  void anImageThatFailsHasNone() throws IOException {
    requireOk(segment("--confidence=mask"));
    Files.writeString(image, "not an image");
    Run run = segment("--confidence=mask", "--maxFailureFraction=0.5");
    requireOk(run);
    assertThat(Files.exists(confidence(image)), is(false));
    assertThat(Files.exists(confidence(other)), is(true));
    assertConsistent();
  }

  @Test
  void pixelsBelowTheMinimumAreVoidInMasksAndTables() throws Exception {
    requireOk(segment("--confidence=mask"));
    int[] before = pixels(mask(image));
    int[] values = pixels(confidence(image));
    // Only what has the highest confidence keeps its class.
    double minimum = (Arrays.stream(values).max().orElseThrow() - 0.5) / 255;
    Run run = segment("--confidence=mask", "--minConfidence=" + minimum, "--overwrite");
    requireOk(run);
    assertThat(record().getConfig().getMinConfidence(), is(minimum));
    assertThat(pixels(confidence(image)), is(values));
    int[] after = pixels(mask(image));
    long voids = 0;
    for (int i = 0; i < after.length; i++) {
      assertThat(after[i], is(values[i] < 255 * minimum ? VOID : before[i]));
      voids += after[i] == VOID ? 1 : 0;
    }
    assertThat(voids, both(greaterThan(0L)).and(lessThan((long) after.length)));
    assertThat(
        rows("SELECT void_px FROM images WHERE image_uri = '" + image + "'"), contains("" + voids));
    assertThat(
        rows(
            "SELECT DISTINCT width_px * height_px - void_px - (SELECT coalesce(sum(area_px), 0)"
                + " FROM class_areas a WHERE a.image_id = i.image_id) FROM images i"),
        contains("0"));
    assertThat(rows("SELECT 1 FROM class_areas WHERE class_id = 255"), is(List.of()));
    assertThat(run.out(), containsString("have no class"));
    assertThat(
        rows("SELECT round(sum(area_fraction), 6) FROM class_coverage"),
        is(rows("SELECT round(1 - sum(void_px) / sum(width_px * height_px), 6) FROM images")));
    assertConsistent();
    Run coverage = Run.maskbeam("query", output.toString(), "--coverage", "--format=csv");
    assertThat(coverage.out(), containsString("\r\nvoid,2,"));
  }

  @Test
  void otherMinimaAreOtherSettings() throws IOException {
    requireOk(segment("--minConfidence=0.25"));
    assertThat(record().getConfig().getConfidence(), is("OMITTED"));
    assertThat(Files.exists(output.resolve("confidence")), is(false));
    int[] mask = pixels(mask(image));
    requireOk(segment("--minConfidence=0.250"));
    assertThat(record().getCounts().getInferences(), is(0L));
    Run run = segment("--minConfidence=0.5");
    assertThat(run.codes(), contains(ProblemCode.OUTPUT_SETTINGS_DIFFER));
    assertThat(
        run.err(),
        both(containsString("minConfidence 0.25")).and(containsString("minConfidence 0.5")));
    Run none = segment();
    assertThat(none.codes(), contains(ProblemCode.OUTPUT_SETTINGS_DIFFER));
    Files.delete(mask(image));
    repair();
    assertThat(pixels(mask(image)), is(mask));
  }

  @Test
  void aMaskOfAnotherMinimumIsInvalid() throws Exception {
    requireOk(segment("--minConfidence=0.9"));
    Path saved = directory.resolve("mask.png");
    Files.copy(mask(image), saved);
    requireOk(segment("--minConfidence=0.5", "--overwrite"));
    // The mask of another minimum has other areas, and says so itself.
    Files.copy(saved, mask(image), StandardCopyOption.REPLACE_EXISTING);
    assertInconsistent();
  }

  @ParameterizedTest
  @CsvSource({
    "--minConfidence=0, OPTION_OUT_OF_RANGE",
    "--minConfidence=1, OPTION_OUT_OF_RANGE",
    "--minConfidence=-0.5, OPTION_OUT_OF_RANGE",
    "--minConfidence=50, OPTION_OUT_OF_RANGE",
    "--minConfidence=NaN, OPTION_OUT_OF_RANGE",
    "--minConfidence=high, OPTION_VALUE_INVALID",
    "--minConfidence, OPTION_VALUE_MISSING",
    "--confidence=masks, OPTION_CHOICE_UNKNOWN",
    "--confidence=, OPTION_CHOICE_UNKNOWN",
  })
  void refusesOtherValues(String argument, ProblemCode code) {
    Run run = segment(argument);
    assertThat(run.err(), run.exitCode(), is(2));
    assertThat(run.codes(), contains(code));
    assertThat(run.err(), containsString(argument.replaceAll("=.*", "")));
    assertThat(Files.exists(output.resolve("run.json")), is(false));
  }

  @Test
  void aValueIsNotNeeded() throws IOException {
    requireOk(segment("--confidence"));
    assertThat(record().getConfig().getConfidence(), is("MEASURED"));
    assertThat(record().getConfig().getMinConfidence(), is(nullValue()));
    for (String same : List.of("--confidence=true", "--confidence=mean")) {
      requireOk(segment(same));
      assertThat(same, record().getCounts().getInferences(), is(0L));
    }
    assertThat(segment().codes(), contains(ProblemCode.OUTPUT_SETTINGS_DIFFER));
  }

  @Test
  void theReportShowsVoid() throws IOException {
    requireOk(segment("--minConfidence=0.9"));
    requireOk(Run.maskbeam("report", output.toString()));
    JsonNode data = ReportData.of(output.resolve("report.html"));
    JsonNode last = data.get("classes").get(data.get("classes").size() - 1);
    assertThat(last.get("name").asText(), is("void"));
    assertThat(last.get("id").asInt(), is(VOID));
    assertThat(last.get("area_px").asLong(), greaterThan(0L));
    assertThat(data.get("run").get("min_confidence").asDouble(), is(0.9));
    double shown = 0;
    for (JsonNode item : data.get("gallery").get(0).get("classes")) {
      shown += item.get("fraction").asDouble();
    }
    assertThat(shown, closeTo(1, 1e-9));
  }

  @Test
  void tablesOfEarlierVersionsHaveNoVoidPixels() throws Exception {
    requireOk(segment("--confidence=mask"));
    Run before = Run.maskbeam("query", output.toString(), "--coverage");
    TableWriter.rewrite(
        output.resolve("tables/images"),
        ImageRow.getClassSchema(),
        "SELECT * EXCLUDE (void_px) FROM rows");
    RunRecord earlier = record();
    RunRecords.write(
        layout,
        RunRecord.newBuilder(earlier)
            .setTables(TableSet.in(layout, TableGroup.RUN).describe())
            .build());
    Run after = Run.maskbeam("query", output.toString(), "--coverage");
    assertThat(after.err(), after.out(), is(before.out()));
    requireOk(Run.maskbeam("report", output.toString()));
    assertConsistent();
  }

  private Run segment(String... options) {
    List<String> arguments = new ArrayList<>(List.of("segment", "--output=" + output));
    arguments.addAll(List.of(options));
    if (Arrays.stream(options).noneMatch(option -> option.startsWith("--input="))) {
      arguments.add("--input=" + directory + "/photos/*.png");
    }
    return Run.maskbeam(arguments.toArray(new String[0]));
  }

  private Run verify(String... options) {
    List<String> arguments = new ArrayList<>(List.of("verify", output.toString()));
    arguments.addAll(List.of(options));
    return Run.maskbeam(arguments.toArray(new String[0]));
  }

  private void repair() {
    requireOk(verify("--repair"));
  }

  private void assertConsistent() {
    Run run = verify();
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out(), not(containsString("confidence masks")));
  }

  private void assertInconsistent() {
    Run run = verify();
    assertThat(run.out(), run.exitCode(), is(4));
    assertThat(run.err(), containsString("1 of 2 masks are missing or invalid: "));
    assertThat(run.codes(), contains(ProblemCode.OUTPUT_INCONSISTENT));
  }

  private static void requireOk(Run run) {
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.err(), not(startsWith("maskbeam: OUTPUT_INCONSISTENT")));
  }

  private RunRecord record() throws IOException {
    return RunRecords.read(layout).orElseThrow();
  }

  private List<String> rows(String sql) throws Exception {
    try (Tables tables = Tables.of(output)) {
      return tables.rows(sql);
    }
  }

  private List<String> masks() throws IOException {
    return MaskFiles.below(output.resolve("masks"));
  }

  private Path mask(Path of) {
    return Path.of(layout.mask(of.toString()));
  }

  private Path confidence(Path of) {
    return Path.of(layout.file(PerImage.CONFIDENCE, of.toString()));
  }

  private byte[] ofTheOther() throws IOException {
    return Files.readAllBytes(confidence(other));
  }

  private static int[] pixels(Path png) throws IOException {
    Raster raster = ImageIO.read(png.toFile()).getRaster();
    return raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
  }
}
