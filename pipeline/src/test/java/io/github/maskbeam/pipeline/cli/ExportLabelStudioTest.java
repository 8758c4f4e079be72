// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.NamedScenes;
import io.github.maskbeam.pipeline.testing.RlePack;
import io.github.maskbeam.pipeline.testing.Run;
import java.awt.image.Raster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code export --as=labelstudio}, decoded by the library that Label Studio decodes with. */
class ExportLabelStudioTest {
  @TempDir private static Path shared;
  private static NamedScenes scenes;

  @TempDir private Path directory;

  @BeforeAll
  static void segment() throws IOException {
    scenes = NamedScenes.segment(shared);
  }

  @Test
  void brushRegionsHaveThePixelsOfTheMasks() throws Exception {
    Map<String, Raster> masks = scenes.masks();
    List<String> classes = scenes.classes();
    Set<String> found = new HashSet<>();
    for (Path file : export("--background")) {
      JsonNode task = new ObjectMapper().readTree(file.toFile());
      String name =
          scenes.photos().relativize(Path.of(task.at("/data/image_uri").asText())).toString();
      found.add(name);
      Raster mask = masks.get(name.substring(0, name.lastIndexOf('.')));
      int pixels = mask.getWidth() * mask.getHeight();
      Path decoded = Files.createTempDirectory(directory, "decoded");
      RlePack.decode(file, decoded);
      JsonNode regions = task.at("/predictions/0/result");
      int[] painted = new int[pixels];
      Arrays.fill(painted, NamedScenes.VOID);
      for (int i = 0; i < regions.size(); i++) {
        JsonNode region = regions.path(i);
        assertThat(region.path("original_width").asInt(), is(mask.getWidth()));
        assertThat(region.path("original_height").asInt(), is(mask.getHeight()));
        assertThat(region.path("type").asText(), is("brushlabels"));
        assertThat(region.at("/value/format").asText(), is("rle"));
        int id = classes.indexOf(region.at("/value/brushlabels/0").asText());
        byte[] channels = Files.readAllBytes(decoded.resolve(Integer.toString(i)));
        assertThat(channels.length, is(4 * pixels));
        for (int pixel = 0; pixel < pixels; pixel++) {
          int value = channels[4 * pixel + 3] & 0xff;
          assertThat("channels are equal", channels[4 * pixel], is((byte) value));
          if (value == 255) {
            painted[pixel] = id;
          }
        }
      }
      assertThat(
          name,
          painted,
          is(mask.getSamples(0, 0, mask.getWidth(), mask.getHeight(), 0, (int[]) null)));
    }
    assertThat(found.stream().sorted().collect(Collectors.toList()), is(NamedScenes.names()));
  }

  @Test
  void theConfigurationFitsTheRegions() throws Exception {
    Set<String> used = new HashSet<>();
    Set<String> ids = new HashSet<>();
    int regions = 0;
    for (Path file : export("--fromName=a\"b", "--toName=img", "--modelVersion=v 1")) {
      JsonNode prediction = new ObjectMapper().readTree(file.toFile()).path("predictions").path(0);
      assertThat(prediction.path("model_version").asText(), is("v 1"));
      for (JsonNode region : prediction.path("result")) {
        assertThat(region.path("from_name").asText(), is("a\"b"));
        assertThat(region.path("to_name").asText(), is("img"));
        used.add(region.at("/value/brushlabels/0").asText());
        ids.add(region.path("id").asText());
        regions++;
      }
    }
    assertThat("ids are unique", ids.size(), is(regions));
    Element view =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(directory.resolve("tasks/label_config.xml").toFile())
            .getDocumentElement();
    Element brush = (Element) view.getElementsByTagName("BrushLabels").item(0);
    assertThat(brush.getAttribute("name"), is("a\"b"));
    assertThat(brush.getAttribute("toName"), is("img"));
    Element image = (Element) view.getElementsByTagName("Image").item(0);
    assertThat(image.getAttribute("name"), is("img"));
    assertThat(image.getAttribute("value"), is("$image"));
    List<String> labels = new ArrayList<>();
    NodeList tags = brush.getElementsByTagName("Label");
    for (int i = 0; i < tags.getLength(); i++) {
      labels.add(((Element) tags.item(i)).getAttribute("value"));
    }
    assertThat(labels, hasItems(used.toArray(new String[0])));
    List<String> expected = new ArrayList<>(scenes.classes());
    expected.remove("Background");
    assertThat(labels, is(expected));
  }

  @Test
  void imagesAreFoundByLocalStorageOrByAPrefix() throws Exception {
    for (Path file : export()) {
      String url = new ObjectMapper().readTree(file.toFile()).at("/data/image").asText();
      assertThat(url, startsWith("/data/local-files/?d="));
      URI uri = new URI("http://localhost" + url);
      assertThat(Files.exists(Path.of("/" + uri.getQuery().substring("d=".length()))), is(true));
    }
    List<String> names = new ArrayList<>();
    for (Path file : export("--imagePrefix=https://images.example", "--overwrite")) {
      String url = new ObjectMapper().readTree(file.toFile()).at("/data/image").asText();
      URI uri = new URI(url);
      assertThat(uri.getHost(), is("images.example"));
      names.add(uri.getPath().substring(1));
    }
    assertThat(names.stream().sorted().collect(Collectors.toList()), is(NamedScenes.names()));
  }

  @Test
  void optionsOfOtherFormats() {
    assertThat(
        scenes.export("labelstudio", directory.resolve("x"), "--names=id").codes(),
        contains(ProblemCode.EXPORT_OPTION_NOT_APPLICABLE));
    assertThat(
        scenes.export("labelstudio", directory.resolve("x.json")).codes(),
        contains(ProblemCode.EXPORT_TARGET_UNSUPPORTED));
  }

  private List<Path> export(String... options) throws IOException {
    Path to = directory.resolve("tasks");
    Run run = scenes.export("labelstudio", to, options);
    assertThat(run.err(), run.exitCode(), is(0));
    List<Path> tasks =
        MaskFiles.below(to.resolve("tasks")).stream()
            .map(to.resolve("tasks")::resolve)
            .collect(Collectors.toList());
    assertThat(tasks.size(), is(8));
    return tasks;
  }
}
