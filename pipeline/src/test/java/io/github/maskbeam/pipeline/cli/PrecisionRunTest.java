// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.mask.MaskText;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.schemas.RunRecord;
import io.github.maskbeam.testing.TestModels;
import io.github.maskbeam.testing.deeplab.DeepLab;
import io.github.maskbeam.testing.deeplab.Dilation;
import io.github.maskbeam.testing.deeplab.NumberFormat;
import java.awt.image.Raster;
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

/** {@code --precision} from the option to masks, run.json, reruns, repairs and measurements. */
class PrecisionRunTest {
  @TempDir private Path directory;
  private Path image;
  private Path output;
  private Path model;
  private OutputLayout layout;

  @BeforeEach
  void build() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    image = directory.resolve("a.png");
    output = directory.resolve("out");
    layout = OutputLayout.at(output.toString());
    Landscapes.landscape(image, 64, 48, 24);
    model =
        TestModels.write(
            DeepLab.V3.build(16, NumberFormat.FLOAT, Dilation.FACTORS),
            directory.resolve("float.tflite"));
  }

  @Test
  void thePrecisionIsASettingOfTheRun() throws Exception {
    Run run = segment("--precision=int8");
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out(), not(containsString("--precision=int8")));
    RunRecord quantized = RunRecords.read(layout).orElseThrow();
    assertThat(quantized.getConfig().getPrecision(), is("INT8"));
    byte[] mask = Files.readAllBytes(mask());
    assertThat(text(mask), containsString(quantized.getConfig().getSha256()));

    // The same again has nothing to do; the other precision is another configuration.
    assertThat(segment("--precision=int8").exitCode(), is(0));
    assertThat(RunRecords.read(layout).orElseThrow().getCounts().getInferences(), is(0L));
    Run other = segment();
    assertThat(other.exitCode(), is(2));
    assertThat(other.codes(), contains(ProblemCode.OUTPUT_SETTINGS_DIFFER));
    assertThat(
        other.err(),
        both(containsString("precision \"INT8\"")).and(containsString("precision \"MODEL\"")));

    Files.delete(mask());
    Run repaired = Run.maskbeam("verify", output.toString(), "--repair");
    assertThat(repaired.err(), repaired.exitCode(), is(0));
    assertThat(pixels(Files.readAllBytes(mask())), is(pixels(mask)));

    assertThat(segment("--overwrite").exitCode(), is(0));
    RunRecord original = RunRecords.read(layout).orElseThrow();
    assertThat(original.getConfig().getPrecision(), is(nullValue()));
    assertThat(original.getModel().getSha256(), is(quantized.getModel().getSha256()));
    assertThat(original.getConfig().getSha256(), is(not(quantized.getConfig().getSha256())));
  }

  @Test
  void theSummaryOfAFloatModelNamesTheOption() {
    Run run = segment("--precision=model");
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(
        run.out(), containsString("doctor --model=" + model + " --precision=int8 --image=PHOTO"));
    assertThat("no inference", segment().out(), not(containsString("--precision=int8")));
  }

  @Test
  void modelsThatCannotGainAreRefused() throws IOException {
    TestModels.write(DeepLab.V3.build(16, NumberFormat.INT8, Dilation.FACTORS), model);
    Run run = segment("--precision=int8");
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(ProblemCode.PRECISION_WITHOUT_EFFECT));
    assertThat(Files.exists(output.resolve("run.json")), is(false));
    assertThat(segment().out(), not(containsString("--precision=int8")));
  }

  @Test
  void theDoctorMeasuresBoth() throws IOException {
    for (String picture : new String[] {"", "--image=" + image}) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "doctor",
                  "--model=" + model,
                  "--precision=int8",
                  "--format=json",
                  "--comparison=" + directory.resolve("comparison.png")));
      if (!picture.isEmpty()) {
        arguments.add(picture);
      }
      Run run = Run.maskbeam(arguments.toArray(new String[0]));
      assertThat(run.err(), run.exitCode(), is(0));
      JsonNode precision = new ObjectMapper().readTree(run.out()).get("precision");
      assertThat(precision.get("as in the file").asText(), containsString(" ms"));
      assertThat(precision.get("int8").asText(), containsString(" times as fast"));
      assertThat(
          precision.get("pixels that differ").asText(),
          containsString(" % of " + (picture.isEmpty() ? "a drawn scene" : image)));
    }
  }

  @Test
  void theBenchmarkMeasuresBoth() throws IOException {
    Run run =
        Run.maskbeam(
            "benchmark",
            "--model=" + model,
            "--precision=int8",
            "--threads=1",
            "--runs=3",
            "--format=json");
    assertThat(run.err(), run.exitCode(), is(0));
    JsonNode rows = new ObjectMapper().readTree(run.out());
    assertThat(rows.findValues("precision").toString(), is("[\"MODEL\", \"INT8\"]"));
    assertThat(rows.get(1).get("model").asText(), is(model + " in int8"));
    assertThat(rows.get(1).get("mean_ms").asDouble(), greaterThan(0.0));
  }

  private Run segment(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("segment", "--input=" + image, "--output=" + output, "--model=" + model));
    arguments.addAll(List.of(more));
    return Run.maskbeam(arguments.toArray(new String[0]));
  }

  private Path mask() {
    return Path.of(layout.mask(image.toString()));
  }

  private static String text(byte[] png) throws Exception {
    return MaskText.read(new ByteArrayInputStream(png)).orElseThrow();
  }

  private static int[] pixels(byte[] png) throws IOException {
    Raster raster = ImageIO.read(new ByteArrayInputStream(png)).getRaster();
    return raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
  }
}
