// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.examples;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README, as it stands there. */
class SegmentPhotosTest {
  @TempDir private Path directory;

  @Test
  void theReadmeHasTheExample() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/io/github/maskbeam/examples/SegmentPhotos.java"));
    String example = source.substring(source.indexOf("/** Segments the images"));
    assertThat(
        Files.readString(Path.of("README.md")), containsString("```java\n" + example + "```"));
  }

  @Test
  void segmentsEachImageOnceAndReusesMasks() throws Exception {
    Path photo = directory.resolve("photo.png");
    ImageIO.write(new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());
    Path text = Files.writeString(directory.resolve("text.jpg"), "no image");
    Path output = directory.resolve("out");
    SegmentPhotos.main(
        new String[] {output.toString(), photo.toString(), text.toString(), photo.toString()});
    List<String> expected = List.of("SUCCEEDED " + photo, "FAILED " + text);
    assertThat(
        Files.readAllLines(output.resolve("done.txt")), containsInAnyOrder(expected.toArray()));
    Path mask = only(output.resolve("masks"));
    assertThat(ImageIO.read(mask.toFile()).getWidth(), is(60));
    FileTime written = Files.getLastModifiedTime(mask);
    SegmentPhotos.main(new String[] {output.toString(), photo.toString(), text.toString()});
    assertThat(Files.getLastModifiedTime(only(output.resolve("masks"))), is(written));
    assertThat(
        Files.readAllLines(output.resolve("done.txt")), containsInAnyOrder(expected.toArray()));
  }

  private static Path only(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> found = files.filter(Files::isRegularFile).collect(Collectors.toList());
      assertThat(found.size(), is(1));
      return found.get(0);
    }
  }
}
