// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.ModelLoader;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.RunCounts;
import io.github.maskbeam.pipeline.testing.Tables;
import io.github.maskbeam.schemas.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the whole program on a few files and looks at everything that it leaves. */
class GoldenRunTest {
  private static final String WITHOUT_TIMINGS =
      "SELECT * EXCLUDE (decode_ms, inference_ms, processed_at) FROM images ORDER BY image_uri";

  @TempDir private Path directory;
  private Path photos;
  private Path output;

  @BeforeEach
  void drawPictures() throws IOException {
    photos = Files.createDirectories(directory.resolve("photos/deep er"));
    photos = directory.resolve("photos");
    output = directory.resolve("out");
    Landscapes.landscape(photos.resolve("half.png"), 640, 480, 240);
    Landscapes.landscape(photos.resolve("deep er/größe 50%.png"), 100, 300, 0);
    Files.write(photos.resolve("empty.png"), new byte[0]);
    Files.writeString(photos.resolve("notes.txt"), "not an image");
    byte[] whole = Files.readAllBytes(photos.resolve("half.png"));
    Files.write(photos.resolve("cut.png"), Arrays.copyOf(whole, whole.length / 2));
  }

  @Test
  void leavesExactlyTheseFiles() throws IOException, ModelException {
    assertThat(segment().exitCode(), is(0));
    List<String> expected = new ArrayList<>();
    expected.add("run.json");
    expected.add("croissant.json");
    expected.add("model/" + ModelLoader.load(ModelLoader.DEMO).sha256() + ".tflite");
    expected.add("tables/class_coverage/part-00000-of-00001.parquet");
    for (int i = 0; i < 4; i++) {
      expected.add("tables/images/part-0000" + i + "-of-00004.parquet");
      expected.add("tables/class_areas/part-0000" + i + "-of-00004.parquet");
    }
    expected.add(maskName("half", photos.resolve("half.png")));
    expected.add(maskName("gr_e_50_", photos.resolve("deep er/größe 50%.png")));
    expected.add(failureName("cut", photos.resolve("cut.png")));
    expected.add(failureName("empty", photos.resolve("empty.png")));
    expected.add(failureName("notes", photos.resolve("notes.txt")));
    Collections.sort(expected);
    assertThat(MaskFiles.below(output), is(expected));
  }

  @Test
  void everyInputHasOneRow() throws IOException, SQLException {
    segment();
    try (Tables tables = Tables.of(output)) {
      assertThat(
          tables.rows(
              "SELECT parse_filename(image_uri), status, format, width_px, height_px,"
                  + " failure_stage, failure_code FROM images ORDER BY 1"),
          contains(
              "cut.png|FAILED|PNG|640|480|DECODE|TRUNCATED",
              "empty.png|FAILED|null|null|null|DECODE|TRUNCATED",
              "größe 50%.png|SUCCEEDED|PNG|100|300|null|null",
              "half.png|SUCCEEDED|PNG|640|480|null|null",
              "notes.txt|FAILED|null|null|null|DECODE|UNSUPPORTED_FORMAT"));
      assertThat(
          tables.value("SELECT failure_message FROM images WHERE image_uri LIKE '%cut.png'"),
          containsString(photos.resolve("cut.png").toString()));
      assertThat(
          tables.value("SELECT content_sha256 FROM images WHERE image_uri LIKE '%half.png'"),
          is(Sha256.hex(Files.readAllBytes(photos.resolve("half.png")))));
      assertThat(
          tables.value("SELECT count(DISTINCT config_sha256 || model_sha256) FROM images"),
          is("1"));
    }
  }

  @Test
  void areasAndCoverageAreThoseOfThePictures() throws IOException, SQLException {
    segment();
    try (Tables tables = Tables.of(output)) {
      List<String> areas =
          tables.rows(
              "SELECT parse_filename(image_uri), class_name, area_px, x_min, y_min, x_max, y_max"
                  + " FROM class_areas ORDER BY 1, 2");
      assertThat(areas.get(0), is("größe 50%.png|vegetation|30000|0|0|99|299"));
      assertThat(
          tables.rows("SELECT image_uri, sum(area_px) FROM class_areas GROUP BY 1 ORDER BY 2"),
          contains(
              photos.resolve("deep er/größe 50%.png") + "|30000",
              photos.resolve("half.png") + "|307200"));
      // The edge between the halves may lie a pixel or two off; the halves may not.
      assertThat(
          tables.rows(
              "SELECT class_name FROM class_areas WHERE image_uri LIKE '%half.png'"
                  + " AND abs(area_px - 153600) <= 4 * 640 ORDER BY 1"),
          contains("sky", "vegetation"));
      assertThat(
          tables.rows(
              "SELECT class_name, image_count, area_fraction = 0, mean_image_fraction = 0"
                  + " FROM class_coverage ORDER BY class_id"),
          hasItem("water|0|true|true"));
      assertThat(
          tables.rows(
              "SELECT c.class_name FROM class_coverage c JOIN (SELECT class_id, sum(area_px) px,"
                  + " count(*) n, sum(area_fraction) / 2 mean, max(area_fraction) top"
                  + " FROM class_areas GROUP BY 1) a USING (class_id)"
                  + " WHERE c.area_px = a.px AND c.image_count = a.n"
                  + " AND c.area_fraction = a.px / 337200 AND c.max_image_fraction = a.top"
                  + " AND abs(c.mean_image_fraction - a.mean) < 1e-15 ORDER BY c.class_name"),
          is(tables.rows("SELECT DISTINCT class_name FROM class_areas ORDER BY 1")));
      assertThat(tables.value("SELECT count(*) FROM class_coverage"), is("9"));
    }
  }

  @Test
  void aSecondRunGivesTheSame() throws IOException, SQLException {
    segment();
    List<String> files = MaskFiles.below(output);
    List<String> images;
    List<String> areas;
    List<String> coverage;
    try (Tables tables = Tables.of(output)) {
      images = tables.rows(WITHOUT_TIMINGS);
      areas = tables.rows("SELECT * FROM class_areas ORDER BY image_id, class_id");
      coverage = tables.rows("SELECT * FROM class_coverage ORDER BY class_id");
    }
    assertThat(segment().exitCode(), is(0));
    assertThat(MaskFiles.below(output), is(files));
    try (Tables tables = Tables.of(output)) {
      assertThat(tables.rows(WITHOUT_TIMINGS), is(images));
      assertThat(tables.rows("SELECT * FROM class_areas ORDER BY image_id, class_id"), is(areas));
      assertThat(tables.rows("SELECT * FROM class_coverage ORDER BY class_id"), is(coverage));
    }
  }

  @Test
  void aSecondRunDoesNotSegmentTheMasksOfTheFirst() throws IOException {
    String[] allBelow = {
      "segment", "--input=" + directory + "/**", "--output=" + photos, "--maxFailureFraction=1"
    };
    Run first = Run.maskbeam(allBelow);
    List<String> files = MaskFiles.below(photos);
    assertThat(first.err(), RunCounts.images(photos), is(List.of(5, 2, 3)));
    Run second = Run.maskbeam(allBelow);
    assertThat(second.err(), second.exitCode(), is(0));
    assertThat(RunCounts.images(photos), is(List.of(5, 2, 3)));
    assertThat(
        RunCounts.of(photos, "inferences", "already_done", "already_failed"), is(List.of(0, 2, 3)));
    assertThat(MaskFiles.below(photos), is(files));
  }

  @Test
  void tellsAPersonAndAMachineWhatHappened() throws IOException {
    Run run = segment();
    for (String value : List.of("5 ", "2 ", "3 ", "TRUNCATED", "UNSUPPORTED_FORMAT")) {
      assertThat(run.out(), containsString(value));
    }
    assertThat(run.out(), containsString(output.resolve("tables/images") + "/*.parquet"));
    assertThat(run.err(), not(containsString("Exception")));
    JsonNode json = new ObjectMapper().readTree(output.resolve("run.json").toFile());
    JsonNode counts = json.get("counts");
    assertThat(counts.get("images_listed").asInt(), is(5));
    assertThat(counts.get("succeeded").asInt(), is(2));
    assertThat(counts.get("failed_by_code").get("TRUNCATED").asInt(), is(2));
    assertThat(counts.get("bytes_read").asLong(), is(bytesOfPhotos()));
    assertThat(json.get("model").get("model").asText(), is("demo"));
    assertThat(json.get("model").get("card").get("name").asText(), is("Maskbeam demonstration"));
    assertThat(json.get("contradictions").size(), is(0));
  }

  private Run segment() {
    return Run.maskbeam(
        "segment", "--input=" + photos + "/**", "--output=" + output, "--maxFailureFraction=0.6");
  }

  private static String maskName(String stem, Path image) {
    return "masks/" + nameOf(stem, image) + ".png";
  }

  private static String failureName(String stem, Path image) {
    return "failures/" + nameOf(stem, image) + ".json";
  }

  private static String nameOf(String stem, Path image) {
    String id = Sha256.imageId(image.toString());
    return id.substring(0, 2) + "/" + stem + "-" + id;
  }

  private long bytesOfPhotos() throws IOException {
    long bytes = 0;
    for (String file : MaskFiles.below(photos)) {
      bytes += Files.size(photos.resolve(file));
    }
    return bytes;
  }
}
