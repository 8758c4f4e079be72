// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.NamedScenes;
import io.github.maskbeam.pipeline.testing.PaintedPolygons;
import io.github.maskbeam.pipeline.testing.Run;
import java.awt.image.Raster;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code export --as=coco}. No registry that is used here has pycocotools or another reader of
 * COCO's run lengths, so they are decoded here, as the COCO API documents them.
 */
class ExportCocoTest {
  @TempDir private static Path shared;
  private static NamedScenes scenes;

  @TempDir private Path directory;

  @BeforeAll
  static void segment() throws IOException {
    scenes = NamedScenes.segment(shared);
  }

  @Test
  void runLengthsHaveThePixelsOfTheMasks() throws Exception {
    JsonNode coco = export("--background");
    Map<String, Raster> masks = scenes.masks();
    Map<Long, String> stems = stems(coco);
    assertThat(new TreeSet<>(stems.values()), is(new TreeSet<>(NamedScenes.stems())));
    Map<String, int[]> decoded = new TreeMap<>();
    for (JsonNode annotation : coco.path("annotations")) {
      String stem = stems.get(annotation.path("image_id").asLong());
      Raster mask = masks.get(stem);
      int width = mask.getWidth();
      int height = mask.getHeight();
      JsonNode segmentation = annotation.path("segmentation");
      assertThat(segmentation.path("size").path(0).asInt(), is(height));
      assertThat(segmentation.path("size").path(1).asInt(), is(width));
      int[] pixels =
          decoded.computeIfAbsent(
              stem,
              key -> {
                int[] ids = new int[width * height];
                Arrays.fill(ids, NamedScenes.VOID);
                return ids;
              });
      List<Integer> counts = counts(segmentation.path("counts").asText());
      int position = 0;
      int area = 0;
      int[] box = {width, height, 0, 0};
      for (int i = 0; i < counts.size(); i++) {
        for (int end = position + counts.get(i); position < end; position++) {
          if (i % 2 == 1) {
            int x = position / height;
            int y = position % height;
            pixels[y * width + x] = annotation.path("category_id").asInt();
            area++;
            box[0] = Math.min(box[0], x);
            box[1] = Math.min(box[1], y);
            box[2] = Math.max(box[2], x + 1);
            box[3] = Math.max(box[3], y + 1);
          }
        }
      }
      assertThat("runs end with the image", position, is(width * height));
      assertThat(annotation.path("area").asInt(), is(area));
      assertThat(annotation.path("iscrowd").asInt(), is(0));
      assertThat(
          annotation.path("bbox").toString(),
          is(String.format("[%d,%d,%d,%d]", box[0], box[1], box[2] - box[0], box[3] - box[1])));
    }
    masks.forEach(
        (stem, mask) ->
            assertThat(
                stem,
                decoded.get(stem),
                is(mask.getSamples(0, 0, mask.getWidth(), mask.getHeight(), 0, (int[]) null))));
  }

  @Test
  void polygonsHaveThePixelsOfTheMasks() throws Exception {
    JsonNode coco = export("--geometry=polygon");
    Map<String, Raster> masks = scenes.masks();
    Map<Long, String> stems = stems(coco);
    Map<String, PaintedPolygons> painted = new HashMap<>();
    masks.forEach(
        (stem, mask) -> painted.put(stem, new PaintedPolygons(mask.getWidth(), mask.getHeight())));
    for (JsonNode annotation : coco.path("annotations")) {
      PaintedPolygons image = painted.get(stems.get(annotation.path("image_id").asLong()));
      JsonNode polygons = annotation.path("segmentation");
      assertThat(polygons.size(), is(1));
      double[] ring = new double[polygons.path(0).size()];
      for (int i = 0; i < ring.length; i++) {
        ring[i] = polygons.path(0).path(i).asDouble();
      }
      assertThat(
          image.paint(ring, annotation.path("category_id").asInt()),
          is(annotation.path("area").asInt()));
    }
    for (Map.Entry<String, Raster> each : masks.entrySet()) {
      Raster mask = each.getValue();
      for (int y = 0; y < mask.getHeight(); y++) {
        for (int x = 0; x < mask.getWidth(); x++) {
          int id = mask.getSample(x, y, 0);
          int expected = id == NamedScenes.BACKGROUND ? NamedScenes.VOID : id;
          if (painted.get(each.getKey()).at(x, y) != expected) {
            throw new AssertionError(each.getKey() + " at " + x + "," + y);
          }
        }
      }
    }
    JsonNode simple = export("--geometry=polygon", "--tolerance=2", "--minArea=50", "--overwrite");
    assertThat(simple.path("annotations").size(), lessThan(coco.path("annotations").size()));
    assertThat(simple.toString().length(), lessThan(coco.toString().length() / 2));
  }

  @Test
  void idsAreUniqueAndDoNotDependOnOrderOrClasses() throws Exception {
    JsonNode all = export();
    Set<Long> ids = new HashSet<>();
    all.path("annotations").forEach(annotation -> ids.add(annotation.path("id").asLong()));
    assertThat(ids.size(), is(all.path("annotations").size()));
    assertThat(ids.contains(0L), is(false));
    TreeMap<BigInteger, Long> byImageId = new TreeMap<>();
    all.path("images")
        .forEach(
            image ->
                byImageId.put(
                    new BigInteger(image.path("image_id").asText(), 16),
                    image.path("id").asLong()));
    assertThat(List.copyOf(byImageId.values()), contains(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L));
    JsonNode some = export("--classes=water", "--overwrite");
    assertThat(some.path("annotations").size(), greaterThan(0));
    assertThat(some.path("categories").toString(), is("[{\"id\":4,\"name\":\"water\"}]"));
    for (JsonNode annotation : some.path("annotations")) {
      assertThat(ids.contains(annotation.path("id").asLong()), is(true));
    }
  }

  @Test
  void anImageWhoseMaskIsDamagedIsNotInTheFile() throws Exception {
    NamedScenes own = NamedScenes.segment(directory);
    Files.delete(List.copyOf(MaskFiles.byImageId(own.output()).values()).get(0));
    Run run = own.export("coco", directory.resolve("a.json"));
    assertThat(run.exitCode(), is(4));
    JsonNode coco = new ObjectMapper().readTree(directory.resolve("a.json").toFile());
    assertThat(coco.path("images").size(), is(7));
  }

  @Test
  void optionsThatNeedPolygons() {
    for (String option : List.of("--tolerance=1", "--minArea=5", "--images=none")) {
      assertThat(
          scenes.export("coco", directory.resolve("x.json"), option).codes(),
          contains(ProblemCode.EXPORT_OPTION_NOT_APPLICABLE));
    }
    assertThat(
        scenes.export("coco", directory.resolve("x.json"), "--geometry=box").codes(),
        contains(ProblemCode.OPTION_CHOICE_UNKNOWN));
    assertThat(
        scenes.export("coco", directory.resolve("x")).codes(),
        contains(ProblemCode.EXPORT_TARGET_UNSUPPORTED));
  }

  private JsonNode export(String... options) throws IOException {
    Path file = directory.resolve("a.json");
    Run run = scenes.export("coco", file, options);
    assertThat(run.err(), run.exitCode(), is(0));
    JsonNode coco = new ObjectMapper().readTree(file.toFile());
    assertThat(coco.path("annotations").size(), is(not(0)));
    return coco;
  }

  /** The names of images without endings, by id. */
  private static Map<Long, String> stems(JsonNode coco) {
    Map<Long, String> stems = new HashMap<>();
    for (JsonNode image : coco.path("images")) {
      String name = image.path("file_name").asText();
      assertThat(Path.of(image.path("image_uri").asText()), is(scenes.photos().resolve(name)));
      stems.put(image.path("id").asLong(), name.substring(0, name.lastIndexOf('.')));
    }
    return stems;
  }

  /**
   * Numbers of five bits per character, whose sixth bit says that there are more; the fifth of the
   * last one is the sign. From the fourth on, the number two before is to be added.
   */
  private static List<Integer> counts(String text) {
    List<Integer> counts = new ArrayList<>();
    int number = 0;
    int shift = 0;
    for (int at = 0; at < text.length(); at++) {
      int bits = text.charAt(at) - 48;
      assertThat(bits >= 0 && bits < 64, is(true));
      number |= (bits % 32) << shift;
      shift += 5;
      if (bits < 32) {
        if (bits >= 16) {
          number -= 1 << shift;
        }
        int size = counts.size();
        counts.add(size > 2 ? number + counts.get(size - 2) : number);
        number = 0;
        shift = 0;
      }
    }
    return counts;
  }
}
