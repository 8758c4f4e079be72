// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.NamedScenes;
import io.github.maskbeam.pipeline.testing.Run;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code export --as=cvat}, read by the rules of CVAT's importer: objects are found by the 256
 * colors of Pascal VOC and their labels by the colors of labelmap.txt; any other color is an error,
 * and black is no object. CVAT itself is in no registry of packages that is used here.
 */
class ExportCvatTest {
  @TempDir private static Path shared;
  private static NamedScenes scenes;

  @TempDir private Path directory;

  @BeforeAll
  static void segment() throws IOException {
    scenes = NamedScenes.segment(shared);
  }

  @Test
  void theImporterFindsThePixelsOfEachClass() throws Exception {
    Path zip = directory.resolve("masks.zip");
    Run run = scenes.export("cvat", zip);
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out(), containsString(" (8 images, "));
    assertThat(
        labelMap(zip).keySet().stream().sorted().collect(Collectors.toList()),
        is(
            scenes.classes().stream()
                .map(name -> name.equals("Background") ? "background" : name)
                .sorted()
                .collect(Collectors.toList())));
    requireMasks(scenes, zip, NamedScenes.BACKGROUND);
    try (ZipFile file = new ZipFile(zip.toFile())) {
      assertThat("names, object and class of each, labels, list", file.size(), is(2 * 8 + 2));
    }
  }

  /** Black is no object in SegmentationObject, but may be the color of the background's label. */
  @Test
  void theBackgroundIsAnObjectOnRequest() throws Exception {
    Path zip = directory.resolve("masks.zip");
    assertThat(scenes.export("cvat", zip, "--background").exitCode(), is(0));
    assertThat(labelMap(zip).get("Background"), is(0));
    requireMasks(scenes, zip, -1);
  }

  @Test
  void chosenClasses() throws Exception {
    Path zip = directory.resolve("masks.zip");
    assertThat(scenes.export("cvat", zip, "--classes=rock").exitCode(), is(0));
    assertThat(labelMap(zip).keySet(), contains("background", "rock"));
  }

  /** A palette may repeat a color, or give a class the black of the background. */
  @Test
  void eachLabelHasAColorOfItsOwn() throws Exception {
    Path palette =
        Files.writeString(
            directory.resolve("palette.txt"),
            "#000000\n#102030\n#ffffff\n#102030\n#ffffff\n#800000\n#ff0000\n#000000\n#102030\n");
    NamedScenes repeated = NamedScenes.segment(directory, "--palette=" + palette);
    Path zip = directory.resolve("masks.zip");
    Run run = repeated.export("cvat", zip);
    assertThat(run.err(), run.exitCode(), is(0));
    Map<String, Integer> colors = labelMap(zip);
    assertThat(colors.values().stream().distinct().count(), is((long) colors.size()));
    assertThat("kept", colors.get("\"green\""), is(0xffffff));
    requireMasks(repeated, zip, NamedScenes.BACKGROUND);
  }

  @Test
  void namesThatTheLabelMapCannotHold() throws Exception {
    for (String[] names : new String[][] {{"a:b", "colon"}, {"#a", "#a"}, {"c", "same name"}}) {
      Path place = Files.createDirectories(directory.resolve(names[1].replace(" ", "")));
      Path labels =
          Files.writeString(place.resolve("own.txt"), names[0] + "\nb\nc\nd\ne\nf\ng\nh\ni\n");
      NamedScenes renamed = NamedScenes.segment(place, "--labels=" + labels);
      Run run = renamed.export("cvat", place.resolve("x.zip"));
      assertThat(run.err(), run.codes(), contains(ProblemCode.EXPORT_CLASSES_UNSUPPORTED));
      assertThat(run.err(), containsString(names[1]));
      assertThat(run.exitCode(), is(2));
      assertThat(Files.exists(place.resolve("x.zip")), is(false));
    }
  }

  @Test
  void theTarget() throws IOException {
    assertThat(
        scenes.export("cvat", directory.resolve("masks")).codes(),
        contains(ProblemCode.EXPORT_TARGET_UNSUPPORTED));
    Path zip = Files.writeString(directory.resolve("masks.zip"), "mine");
    assertThat(scenes.export("cvat", zip).codes(), contains(ProblemCode.EXPORT_TARGET_NOT_EMPTY));
    assertThat(Files.readString(zip), is("mine"));
    assertThat(
        scenes.export("cvat", directory.resolve("a.zip"), "--tolerance=1").codes(),
        contains(ProblemCode.EXPORT_OPTION_NOT_APPLICABLE));
    assertThat(MaskFiles.below(directory), contains("masks.zip"));
  }

  private static void requireMasks(NamedScenes scenes, Path zip, int missingClass)
      throws Exception {
    Map<Integer, String> labels = new HashMap<>();
    labelMap(zip).forEach((name, color) -> labels.put(color, name));
    Map<String, Raster> masks = scenes.masks();
    List<String> classes = scenes.classes();
    int objects = 0;
    try (ZipFile file = new ZipFile(zip.toFile())) {
      List<String> names =
          new String(bytes(file, "ImageSets/Segmentation/default.txt"), StandardCharsets.UTF_8)
              .lines()
              .collect(Collectors.toList());
      assertThat(names.stream().sorted().collect(Collectors.toList()), is(NamedScenes.stems()));
      for (String name : names) {
        BufferedImage labelled = image(file, "SegmentationClass/" + name + ".png");
        BufferedImage instances = image(file, "SegmentationObject/" + name + ".png");
        Raster mask = masks.get(name);
        assertThat(labelled.getWidth(), is(mask.getWidth()));
        assertThat(instances.getHeight(), is(mask.getHeight()));
        Map<Integer, String> labelByObject = new TreeMap<>();
        for (int y = 0; y < mask.getHeight(); y++) {
          for (int x = 0; x < mask.getWidth(); x++) {
            int id = mask.getSample(x, y, 0);
            int object = vocIndex(instances.getRGB(x, y) & 0xffffff);
            String label = labels.get(labelled.getRGB(x, y) & 0xffffff);
            boolean isExported = id != NamedScenes.VOID && id != missingClass;
            if ((object != 0) != isExported
                || label == null
                || (isExported && !label.equals(classes.get(id)))) {
              throw new AssertionError(name + " " + x + "," + y + ": " + id + " is " + label);
            }
            if (object != 0) {
              String other = labelByObject.put(object, label);
              assertThat("one label per object", other == null || other.equals(label), is(true));
            }
          }
        }
        objects += labelByObject.size();
      }
    }
    assertThat(objects, greaterThan(20));
  }

  /** The position of a color in Pascal VOC's color map, computed as its definition says. */
  private static int vocIndex(int rgb) {
    for (int index = 0; index < 256; index++) {
      int[] channels = new int[3];
      for (int bit = 0; bit < 8; bit++) {
        channels[bit % 3] |= (index >> bit & 1) << (7 - bit / 3);
      }
      if (rgb == (channels[0] << 16 | channels[1] << 8 | channels[2])) {
        return index;
      }
    }
    throw new AssertionError(Integer.toHexString(rgb) + " is not a color of Pascal VOC");
  }

  /** The colors of labels by name, in their order. */
  private static Map<String, Integer> labelMap(Path zip) throws IOException {
    Map<String, Integer> colors = new LinkedHashMap<>();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      String text = new String(bytes(file, "labelmap.txt"), StandardCharsets.UTF_8);
      for (String line : text.lines().collect(Collectors.toList())) {
        if (!line.startsWith("#")) {
          String[] fields = line.split(":", -1);
          assertThat(line, fields.length, is(4));
          int rgb = 0;
          for (String channel : fields[1].split(",", -1)) {
            rgb = rgb << 8 | Integer.parseInt(channel);
          }
          assertThat(line, colors.put(fields[0], rgb) == null, is(true));
        }
      }
    }
    return colors;
  }

  private static BufferedImage image(ZipFile file, String name) throws IOException {
    try (InputStream in = file.getInputStream(file.getEntry(name))) {
      return ImageIO.read(in);
    }
  }

  private static byte[] bytes(ZipFile file, String name) throws IOException {
    try (InputStream in = file.getInputStream(file.getEntry(name))) {
      return in.readAllBytes();
    }
  }
}
