// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Features;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.Tables;
import io.github.maskbeam.testing.ManyClasses;
import io.github.maskbeam.testing.TestModels;
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

/** A model of 1,000 classes from the command line to masks of 16 bits, and through each reader. */
class ManyClassesTest {
  private static final int[] CLASS_IDS = {3, 255, 256, 999};
  private static final int STRIPE_PX = 16;
  private static final int WIDTH_PX = STRIPE_PX * CLASS_IDS.length;
  private static final int HEIGHT_PX = 24;

  @TempDir private Path directory;
  private Path image;
  private Path output;
  private OutputLayout layout;

  @BeforeEach
  void segmentStripes() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    image = directory.resolve("stripes.png");
    output = directory.resolve("out");
    layout = OutputLayout.at(output.toString());
    BufferedImage stripes = new BufferedImage(WIDTH_PX, HEIGHT_PX, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT_PX; y++) {
      for (int x = 0; x < WIDTH_PX; x++) {
        stripes.setRGB(x, y, ManyClasses.color(CLASS_IDS[x / STRIPE_PX]));
      }
    }
    ImageIO.write(stripes, "png", image.toFile());
    TestModels.write(
        ManyClasses.scores(HEIGHT_PX, WIDTH_PX, 1000), directory.resolve("many.tflite"));
    Run run = segment();
    assertThat(run.err(), run.exitCode(), is(0));
  }

  /** What formats of other tools hold 1,000 classes, and which refuse them. */
  @Test
  void exportsForOtherTools() throws Exception {
    Path dataset = directory.resolve("fiftyone");
    Run fiftyOne = export("fiftyone", dataset);
    assertThat(fiftyOne.err(), fiftyOne.exitCode(), is(0));
    BufferedImage mask = ImageIO.read(dataset.resolve("labels/stripes.png").toFile());
    assertThat(mask.getType(), is(BufferedImage.TYPE_USHORT_GRAY));
    for (int stripe = 0; stripe < CLASS_IDS.length; stripe++) {
      assertThat(mask.getRaster().getSample(stripe * STRIPE_PX, 0, 0), is(CLASS_IDS[stripe]));
    }
    Run coco = export("coco", directory.resolve("coco.json"));
    assertThat(coco.out(), containsString("4 masks of 4 classes"));
    assertThat(export("yolo", directory.resolve("yolo")).out(), containsString("4 polygons of 4"));
    for (String[] refused : new String[][] {{"mmseg", "x"}, {"cvat", "x.zip"}}) {
      assertThat(
          export(refused[0], directory.resolve(refused[1])).codes(),
          contains(ProblemCode.EXPORT_CLASSES_UNSUPPORTED));
    }
    Run some = export("cvat", directory.resolve("x.zip"), "--classes=256,999");
    assertThat(some.err(), some.exitCode(), is(0));
    assertThat(some.out(), containsString("2 masks of 2 classes"));
  }

  private Run export(String as, Path to, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("export", output.toString(), "--as=" + as, "--to=" + to));
    arguments.addAll(List.of(options));
    return Run.maskbeam(arguments.toArray(new String[0]));
  }

  @Test
  void masksAndTablesHaveTheClasses() throws Exception {
    requireStripes();
    try (Tables tables = Tables.of(output)) {
      assertThat(
          tables.rows("SELECT class_id, class_name, area_px FROM class_areas ORDER BY 1"),
          contains("3|class_3|384", "255|class_255|384", "256|class_256|384", "999|class_999|384"));
      assertThat(
          tables.value("SELECT count(*), max(class_id), sum(image_count) FROM class_coverage"),
          is("1000|999|4"));
    }
    assertThat(ImageIO.read(overlay().toFile()).getWidth(), is(WIDTH_PX));
  }

  @Test
  void otherCommandsReadTheMasks() throws IOException {
    assertThat(Run.maskbeam("verify", output.toString()).exitCode(), is(0));
    assertThat(segment().exitCode(), is(0));
    Files.delete(mask());
    Run repaired = Run.maskbeam("verify", output.toString(), "--repair");
    assertThat(repaired.err(), repaired.exitCode(), is(0));
    requireStripes();
    Run report = Run.maskbeam("report", output.toString());
    assertThat(report.err(), report.exitCode(), is(0));
    assertThat(
        Files.readString(output.resolve("report.html")), containsString("\"name\":\"class_999\""));
  }

  @Test
  void polygonsHaveTheClasses() throws IOException {
    Path polygons = directory.resolve("polygons.geojsonl");
    Run run = Run.maskbeam("export", output.toString(), "--as=geojson", "--to=" + polygons);
    assertThat(run.err(), run.exitCode(), is(0));
    List<String> features = new ArrayList<>();
    for (JsonNode feature : Features.ofLines(polygons)) {
      features.add(
          feature.at("/properties/class_id")
              + " "
              + feature.path("bbox")
              + " "
              + feature.at("/properties/area_px"));
    }
    assertThat(
        features,
        contains(
            "3 [0,0,16,24] 384",
            "255 [16,0,32,24] 384",
            "256 [32,0,48,24] 384",
            "999 [48,0,64,24] 384"));
  }

  @Test
  void evaluatesAgainstGroundTruthOf16Bits() throws Exception {
    BufferedImage truth = new BufferedImage(WIDTH_PX, HEIGHT_PX, BufferedImage.TYPE_USHORT_GRAY);
    int[] labelIds = {3, 255, 700, 65_535};
    for (int y = 0; y < HEIGHT_PX; y++) {
      for (int x = 0; x < WIDTH_PX; x++) {
        truth.getRaster().setSample(x, y, 0, labelIds[x / STRIPE_PX]);
      }
    }
    Path truths = Files.createDirectory(directory.resolve("truth"));
    ImageIO.write(truth, "png", truths.resolve("stripes.png").toFile());
    Path map = Files.writeString(directory.resolve("map.txt"), "700 class_256\n");
    Run run =
        Run.maskbeam("evaluate", output.toString(), "--groundTruth=" + truths, "--map=" + map);
    assertThat(run.err(), run.exitCode(), is(0));
    try (Tables tables = Tables.of(output)) {
      assertThat(
          tables.rows(
              "SELECT ground_truth_class_id, predicted_class_id, px FROM read_parquet('"
                  + output.resolve("evaluation/confusion/*.parquet")
                  + "') ORDER BY 1"),
          contains("3|3|384", "255|255|384", "256|256|384"));
    }
  }

  private void requireStripes() throws IOException {
    BufferedImage mask = ImageIO.read(mask().toFile());
    assertThat(mask.getType(), is(BufferedImage.TYPE_USHORT_GRAY));
    for (int y = 0; y < HEIGHT_PX; y++) {
      for (int x = 0; x < WIDTH_PX; x++) {
        assertThat(mask.getRaster().getSample(x, y, 0), is(CLASS_IDS[x / STRIPE_PX]));
      }
    }
  }

  private Run segment() {
    List<String> arguments = new ArrayList<>(List.of("segment", "--overlay"));
    arguments.add("--input=" + image);
    arguments.add("--output=" + output);
    arguments.add("--model=" + directory.resolve("many.tflite"));
    arguments.add("--normalization=0..1");
    return Run.maskbeam(arguments.toArray(new String[0]));
  }

  private Path mask() {
    return Path.of(layout.mask(image.toString()));
  }

  private Path overlay() {
    return Path.of(layout.file(PerImage.OVERLAY, image.toString()));
  }
}
