// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.Tables;
import io.github.maskbeam.testing.SharedFiles;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real photographs through a real model: DeepLab v3, 257 x 257, float. */
class PhotographsTest {
  @TempDir private Path output;

  @Test
  void findsWhatThePhotographsShow() throws Exception {
    segment(SharedFiles.shared("images/photos") + "/*.jpg");
    try (Tables tables = Tables.of(output)) {
      assertThat(tables.value("SELECT count(*) FROM images WHERE status = 'SUCCEEDED'"), is("7"));
      assertThat(classesOf(tables, "cat_1080p"), contains("background", "cat"));
      assertThat(classesOf(tables, "pets"), hasItem("dog"));
      assertThat(classesOf(tables, "owl"), hasItem("bird"));
      assertThat(classesOf(tables, "parrot"), hasItem("bird"));
      assertThat(classesOf(tables, "kite_and_cold"), hasItem("person"));
    }
    for (String photo : MaskFiles.below(SharedFiles.shared("images/photos"))) {
      BufferedImage image = ImageIO.read(SharedFiles.shared("images/photos/" + photo).toFile());
      BufferedImage mask = ImageIO.read(maskOf(photo.replace(".jpg", "")).toFile());
      assertThat(
          photo,
          mask.getWidth() + " x " + mask.getHeight(),
          is(image.getWidth() + " x " + image.getHeight()));
    }
  }

  /** The TFLite Task Library's own test: its golden mask holds class id x 10. */
  @Test
  void agreesWithTheTaskLibrarysGoldenMask() throws Exception {
    segment(SharedFiles.shared("images/reference/segmentation_input_rotation0.jpg").toString());
    BufferedImage golden =
        ImageIO.read(
            SharedFiles.shared("images/reference/segmentation_golden_rotation0.png").toFile());
    BufferedImage mask = ImageIO.read(maskOf("segmentation_input_rotation0").toFile());
    int differing = 0;
    for (int y = 0; y < golden.getHeight(); y++) {
      for (int x = 0; x < golden.getWidth(); x++) {
        int expected = golden.getRaster().getSample(x, y, 0) / 10;
        differing += mask.getRaster().getSample(x, y, 0) == expected ? 0 : 1;
      }
    }
    assertThat(100.0 * differing / (golden.getWidth() * golden.getHeight()), lessThan(1.0));
    try (Tables tables = Tables.of(output)) {
      assertThat(
          classesOf(tables, "segmentation_input_rotation0"),
          contains("background", "horse", "person"));
    }
  }

  @Test
  void areasAreThoseOfTheMasksPixelForPixel() throws Exception {
    segment(SharedFiles.shared("images/voc/JPEGImages") + "/*.jpg");
    try (Tables tables = Tables.of(output)) {
      assertThat(
          tables.rows(
              "SELECT i.image_uri FROM images i JOIN class_areas a USING (image_id)"
                  + " GROUP BY i.image_uri, width_px, height_px"
                  + " HAVING sum(area_px) <> width_px * height_px"),
          is(List.of()));
      Map<String, Path> masks = MaskFiles.byImageId(output);
      List<String> counted = new ArrayList<>();
      for (Map.Entry<String, Path> mask : masks.entrySet()) {
        counted.add(mask.getKey() + "|" + MaskFiles.count(mask.getValue()));
      }
      assertThat(
          tables.rows(
              "SELECT image_id, width_px || 'x' || height_px || ' {' || string_agg(class_id || '='"
                  + " || area_px, ', ' ORDER BY class_id) || '}' FROM images JOIN class_areas"
                  + " USING (image_id) GROUP BY image_id, width_px, height_px ORDER BY image_id"),
          is(counted));
      assertThat(masks.size(), is(60));
    }
  }

  @Test
  void everyAwkwardFileHasOneRow() throws Exception {
    Path awkward = SharedFiles.shared("images/awkward");
    segment(awkward + "/*/*");
    List<String> files = MaskFiles.below(awkward);
    files.remove("files.csv");
    try (Tables tables = Tables.of(output)) {
      assertThat(
          tables.rows(
              "SELECT replace(image_uri, '"
                  + awkward.toAbsolutePath().normalize()
                  + "/', '') f FROM images ORDER BY f COLLATE C"),
          is(files));
      assertThat(
          tables.value(
              "SELECT count(*) FROM images WHERE (status = 'SUCCEEDED') = (failure_code IS NULL)"
                  + " AND (status = 'SUCCEEDED') = (mask_uri IS NOT NULL)"),
          is("102"));
      assertThat(
          tables.rows("SELECT DISTINCT failure_code FROM images"),
          hasItems("TRUNCATED", "CORRUPT", "UNSUPPORTED_FORMAT", "TOO_LARGE"));
    }
    assertThat(Files.exists(output.resolve(".maskbeam-tmp")), is(false));
  }

  private void segment(String input) {
    Path model = SharedFiles.shared("models/deeplabv3_257_mv_gpu.tflite");
    Run run =
        Run.maskbeam(
            "segment",
            "--input=" + input,
            "--model=" + model,
            "--output=" + output,
            "--maxFailureFraction=0.5");
    assertThat(run.err(), run.exitCode(), is(0));
  }

  private Path maskOf(String stem) throws Exception {
    return MaskFiles.byImageId(output).values().stream()
        .filter(mask -> mask.getFileName().toString().startsWith(stem + "-"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> classesOf(Tables tables, String stem) throws Exception {
    return tables.rows(
        "SELECT class_name FROM class_areas WHERE image_uri LIKE '%/"
            + stem
            + ".jpg' ORDER BY class_name");
  }
}
