// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Features;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.Tables;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code maskbeam export}, on the scenes of the demonstration and an image that failed. */
class ExportCommandTest {
  @TempDir private static Path shared;
  private static Path output;

  @TempDir private Path directory;

  @BeforeAll
  static void segment() throws IOException {
    output = shared.resolve("out");
    assertThat(Run.maskbeam("demo", "--output=" + shared.resolve("demo")).exitCode(), is(0));
    Files.writeString(shared.resolve("demo/scenes/broken.jpg"), "not an image");
    Run run =
        Run.maskbeam(
            "segment",
            "--input=" + shared.resolve("demo/scenes/*.jpg"),
            "--output=" + output,
            "--maxFailureFraction=1");
    assertThat(run.err(), run.exitCode(), is(0));
  }

  @Test
  void aFilePerImageHasThePixelsOfItsMask() throws Exception {
    Run run = export(directory.resolve("polygons"), "--background");
    assertThat(run.out(), startsWith("export    " + directory + "/polygons (8 images, "));
    assertThat(run.out(), containsString("left out  1 image without a mask"));
    List<String> expected =
        MaskFiles.below(output.resolve("masks")).stream()
            .map(name -> name.replace(".png", ".geojson"))
            .collect(Collectors.toList());
    expected.add("export.json");
    assertThat(MaskFiles.below(directory.resolve("polygons")), is(sorted(expected)));
    Map<String, Path> masks = MaskFiles.byImageId(output);
    List<String> areas = new ArrayList<>();
    for (Path file : Features.files(directory.resolve("polygons"))) {
      List<JsonNode> features = Features.ofCollection(file);
      Map<String, Long> areaByClass = new TreeMap<>();
      for (JsonNode feature : features) {
        JsonNode properties = feature.path("properties");
        areaByClass.merge(
            properties.path("image_uri").asText() + "|" + properties.path("class_name").asText(),
            properties.path("area_px").asLong(),
            Long::sum);
      }
      areaByClass.forEach((name, area) -> areas.add(name + "|" + area));
      Path mask = masks.get(features.get(0).at("/properties/image_id").asText());
      assertThat(features.get(0).at("/properties/mask_uri").asText(), is(mask.toString()));
      BufferedImage pixels = ImageIO.read(mask.toFile());
      assertThat(
          file.toString(),
          Features.painted(features, pixels.getWidth(), pixels.getHeight()),
          is(((DataBufferByte) pixels.getRaster().getDataBuffer()).getData()));
    }
    try (Tables tables = Tables.of(output)) {
      assertThat(
          sorted(areas),
          is(
              sorted(
                  tables.rows(
                      "SELECT image_uri || '|' || class_name || '|' || area_px FROM class_areas"))));
    }
  }

  @Test
  void aFeature() throws Exception {
    export(directory.resolve("all.geojsonl"), "--classes=water");
    JsonNode feature = Features.ofLines(directory.resolve("all.geojsonl")).get(0);
    assertThat(names(feature), contains("type", "bbox", "geometry", "properties"));
    assertThat(feature.path("type").asText(), is("Feature"));
    assertThat(feature.at("/geometry/type").asText(), is("Polygon"));
    assertThat(
        names(feature.path("properties")),
        contains("image_uri", "image_id", "mask_uri", "class_id", "class_name", "area_px"));
    assertThat(feature.at("/properties/class_name").asText(), is("water"));
    for (JsonNode ring : feature.at("/geometry/coordinates")) {
      assertThat("closed", ring.get(0), is(ring.get(ring.size() - 1)));
    }
  }

  /** The same features in the same order, each time, one per line or with record separators. */
  @Test
  void aFileForAllImages() throws Exception {
    export(directory.resolve("polygons"));
    List<JsonNode> expected = new ArrayList<>();
    for (Path file : Features.files(directory.resolve("polygons"))) {
      expected.addAll(Features.ofCollection(file));
    }
    for (String name : List.of("a.geojsonl", "b.ndjson", "C.GeoJSONL")) {
      export(directory.resolve(name));
      List<JsonNode> features = Features.ofLines(directory.resolve(name));
      assertThat(sorted(text(features)), is(sorted(text(expected))));
      assertThat(
          Files.readString(directory.resolve(name)),
          is(Files.readString(directory.resolve("a.geojsonl"))));
    }
    export(directory.resolve("d.geojsons"));
    assertThat(
        Files.readString(directory.resolve("d.geojsons")),
        is(
            Files.readAllLines(directory.resolve("a.geojsonl")).stream()
                .map(line -> "\u001e" + line + "\n")
                .collect(Collectors.joining())));
  }

  @Test
  void simplifiedOutlinesHaveFewerPointsAndSmallRegionsAreLeftOut() throws Exception {
    export(directory.resolve("exact.geojsonl"));
    Run run = export(directory.resolve("simple.geojsonl"), "--tolerance=1.5", "--minArea=500");
    assertThat(run.out(), containsString("outlines  simplified by 1.5 px, in pixels"));
    assertThat(
        Files.size(directory.resolve("simple.geojsonl")),
        lessThan(Files.size(directory.resolve("exact.geojsonl")) / 2));
    List<JsonNode> exact = Features.ofLines(directory.resolve("exact.geojsonl"));
    List<Long> large = new ArrayList<>();
    for (JsonNode feature : exact) {
      long area = feature.at("/properties/area_px").asLong();
      if (area >= 500) {
        large.add(area);
      }
    }
    List<Long> areas = new ArrayList<>();
    for (JsonNode feature : Features.ofLines(directory.resolve("simple.geojsonl"))) {
      areas.add(feature.at("/properties/area_px").asLong());
      double outline = feature.at("/properties/outline_area_px").asDouble();
      assertThat(Math.abs(outline / areas.get(areas.size() - 1) - 1), lessThan(0.5));
    }
    assertThat(areas, is(large));
    int small = exact.size() - large.size();
    assertThat(run.out(), containsString(String.format("%,d regions of less than 500 px", small)));
  }

  @Test
  void classesByNameAndId() throws Exception {
    Run run = export(directory.resolve("a.ndjson"), "--classes=Water, 1");
    assertThat(
        Features.ofLines(directory.resolve("a.ndjson")).stream()
            .map(feature -> feature.at("/properties/class_name").asText())
            .distinct()
            .sorted()
            .collect(Collectors.toList()),
        is(sorted(List.of("water", className(1)))));
    assertThat(run.out(), containsString("left out  classes "));
    refused(ProblemCode.CLASS_UNKNOWN, "'fire'", "x.ndjson", "--classes=fire,sky");
    refused(ProblemCode.CLASS_UNKNOWN, "'999'", "x.ndjson", "--classes=999");
    refused(ProblemCode.CLASS_UNKNOWN, "''", "x.ndjson", "--classes=sky,");
  }

  @Test
  void targetsThatAreNoFormat() throws IOException {
    for (String name : List.of("x.geojson", "x.json", "x.shp", "v1.2")) {
      refused(ProblemCode.EXPORT_TARGET_UNSUPPORTED, name, name);
    }
    refused(ProblemCode.OUTPUT_IS_PATTERN, "[1]", "x[1]");
    Run web = run("--to=http://127.0.0.1/x.geojsonl");
    assertThat(web.err(), web.codes(), contains(ProblemCode.OUTPUT_ON_WEB));
    Files.writeString(directory.resolve("file"), "");
    refused(ProblemCode.OUTPUT_NOT_WRITABLE, "file/x", "file/x");
    // A slash makes a directory of any name.
    assertThat(run("--to=" + directory + "/v1.2/").exitCode(), is(0));
    assertThat(MaskFiles.below(directory.resolve("v1.2")), hasItem("export.json"));
  }

  @Test
  void numbersOutOfRange() throws IOException {
    for (String option :
        List.of("--tolerance=-1", "--tolerance=NaN", "--tolerance=1e9", "--minArea=-1")) {
      refused(ProblemCode.OPTION_OUT_OF_RANGE, option.split("=", -1)[0], "x", option);
    }
    Run run = run("--to=" + directory + "/x.txt", "--tolerance=-1", "--classes=fire");
    assertThat(
        run.codes(),
        contains(
            ProblemCode.EXPORT_TARGET_UNSUPPORTED,
            ProblemCode.OPTION_OUT_OF_RANGE,
            ProblemCode.CLASS_UNKNOWN));
    Run format = Run.maskbeam("export", output.toString(), "--to=" + directory, "--as=shapefile");
    assertThat(format.codes(), contains(ProblemCode.OPTION_CHOICE_UNKNOWN));
    assertThat(Run.maskbeam("export", output.toString(), "--as=geojson").exitCode(), is(2));
    assertThat(
        run("--to=" + directory + "/x", "--tolerrance=1").codes(),
        contains(ProblemCode.OPTION_UNKNOWN));
  }

  @Test
  void anEarlierExportIsReplacedOnlyOnRequest() throws Exception {
    Path polygons = directory.resolve("polygons");
    export(polygons);
    refused(ProblemCode.EXPORT_TARGET_NOT_EMPTY, "--overwrite", "polygons");
    List<String> before = MaskFiles.below(polygons);
    Path stale = polygons.resolve("00/gone-" + "0".repeat(32) + ".geojson");
    Files.createDirectories(stale.getParent());
    Files.writeString(stale, "{}");
    Files.writeString(polygons.resolve("mine.txt"), "mine");
    export(polygons, "--overwrite", "--tolerance=1");
    List<String> after = new ArrayList<>(MaskFiles.below(polygons));
    assertThat(after.remove("mine.txt"), is(true));
    assertThat(after, is(before));
    assertThat(exportJson(polygons).path("tolerance_px").asDouble(), is(1.0));
    Path file = directory.resolve("a.geojsonl");
    export(file);
    refused(ProblemCode.EXPORT_TARGET_NOT_EMPTY, "--overwrite", "a.geojsonl");
    export(file, "--overwrite", "--classes=water");
    assertThat(MaskFiles.below(directory), not(hasItem(containsString(".maskbeam"))));
  }

  @Test
  void damagedAndMissingMasksAreNamedAndCounted() throws Exception {
    Path copy = copyOfOutput();
    List<Path> masks = List.copyOf(MaskFiles.byImageId(copy).values());
    Files.delete(masks.get(0));
    byte[] whole = Files.readAllBytes(masks.get(1));
    Files.write(masks.get(1), Arrays.copyOf(whole, whole.length / 2));
    Files.write(masks.get(2), Files.readAllBytes(masks.get(3)));
    for (String name : List.of("polygons", "all.geojsonl")) {
      Run run = run(copy, "--to=" + directory.resolve(name));
      assertThat(run.err(), run.exitCode(), is(4));
      assertThat(run.codes(), contains(ProblemCode.OUTPUT_INCONSISTENT));
      assertThat(run.err(), containsString("without 3 images with missing or damaged masks"));
      assertThat(run.out(), containsString("(5 images, "));
    }
    assertThat(Features.files(directory.resolve("polygons")).size(), is(5));
    JsonNode json = exportJson(directory.resolve("polygons"));
    assertThat(json.path("images").asInt(), is(5));
    assertThat(json.path("damaged_masks").asInt(), is(3));
    assertThat(json.path("failed_images").asInt(), is(1));
  }

  @Test
  void onlyAConsistentRunIsExported() throws Exception {
    Path copy = copyOfOutput();
    Path runJson = copy.resolve("run.json");
    String committed = Files.readString(runJson);
    Files.writeString(runJson, committed.replace("\"FINISHED\"", "\"INCONSISTENT\""));
    Run run = run(copy, "--to=" + directory.resolve("x"));
    assertThat(run.exitCode(), is(4));
    assertThat(run.codes(), contains(ProblemCode.OUTPUT_INCONSISTENT));
    assertThat(Files.exists(directory.resolve("x")), is(false));
    assertThat(run(copy, "--to=" + directory.resolve("x"), "--force").exitCode(), is(0));
    Files.delete(runJson);
    assertThat(
        run(copy, "--to=" + directory.resolve("y")).codes(),
        contains(ProblemCode.RUN_NOT_FINISHED));
    Run nothing = run(directory.resolve("nothing"), "--to=" + directory.resolve("y"));
    assertThat(nothing.codes(), contains(ProblemCode.RUN_NOT_FOUND));
  }

  /** A file that appears is complete; so is a directory with the file export.json. */
  @Test
  void afterAFailureNothingLooksComplete() throws Exception {
    Path copy = copyOfOutput();
    export(directory.resolve("polygons"));
    for (String name : MaskFiles.below(copy.resolve("tables/images"))) {
      Path part = copy.resolve("tables/images").resolve(name);
      byte[] bytes = Files.readAllBytes(part);
      // Footer and size are as before, so that only reading the rows fails.
      Arrays.fill(bytes, 4, bytes.length / 4, (byte) 0);
      Files.write(part, bytes);
    }
    for (String to : List.of("polygons", "all.geojsonl")) {
      Run run = run(copy, "--to=" + directory.resolve(to), "--overwrite");
      assertThat(run.err(), run.exitCode(), is(1));
      assertThat(run.codes(), contains(ProblemCode.RUN_FAILED));
    }
    assertThat(MaskFiles.below(directory), not(hasItem("polygons/export.json")));
    assertThat(MaskFiles.below(directory), not(hasItem(containsString("geojsonl"))));
  }

  private Path copyOfOutput() throws IOException {
    Path copy = directory.resolve("copy");
    for (String name : MaskFiles.below(output)) {
      Files.createDirectories(copy.resolve(name).getParent());
      Files.copy(output.resolve(name), copy.resolve(name));
    }
    return copy;
  }

  private Run export(Path to, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--to=" + to);
    Run run = run(all.toArray(new String[0]));
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.err(), is(""));
    return run;
  }

  private void refused(ProblemCode code, String value, String to, String... options)
      throws IOException {
    List<String> before = MaskFiles.below(directory);
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--to=" + directory.resolve(to));
    Run run = run(all.toArray(new String[0]));
    assertThat(run.err(), run.codes(), contains(code));
    assertThat(run.err(), containsString(value));
    assertThat(run.exitCode(), is(2));
    assertThat(MaskFiles.below(directory), is(before));
  }

  private static Run run(String... options) {
    return run(output, options);
  }

  private static Run run(Path output, String... options) {
    List<String> all = new ArrayList<>(List.of("export", output.toString(), "--as=geojson"));
    all.addAll(List.of(options));
    return Run.maskbeam(all.toArray(new String[0]));
  }

  private static JsonNode exportJson(Path polygons) throws IOException {
    return new ObjectMapper().readTree(polygons.resolve("export.json").toFile());
  }

  private static String className(int id) throws Exception {
    try (Tables tables = Tables.of(output)) {
      return tables.value("SELECT class_name FROM class_coverage WHERE class_id = " + id);
    }
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> text(List<JsonNode> nodes) {
    return nodes.stream().map(JsonNode::toString).collect(Collectors.toList());
  }

  private static List<String> sorted(List<String> texts) {
    return texts.stream().sorted().collect(Collectors.toList());
  }
}
