// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Browser;
import io.github.maskbeam.pipeline.testing.ReportData;
import io.github.maskbeam.pipeline.testing.Run;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report has of large images in full resolution, and its limit. */
class ReportZoomTest {
  @TempDir private static Path directory;
  private static Path output;
  private static Path page;

  /** Noise compresses worst. */
  @BeforeAll
  static void segment() throws IOException {
    Path photos = Files.createDirectories(directory.resolve("photos"));
    Random random = new Random(5);
    for (int i = 0; i < 3; i++) {
      BufferedImage noise = new BufferedImage(1200, 900, BufferedImage.TYPE_INT_RGB);
      noise.setRGB(0, 0, 1200, 900, random.ints(1200 * 900).toArray(), 0, 1200);
      ImageIO.write(noise, "png", photos.resolve("noise" + i + ".png").toFile());
    }
    output = directory.resolve("out");
    page = output.resolve("report.html");
    Run run =
        Run.maskbeam(
            "segment", "--input=" + photos + "/*", "--output=" + output, "--confidence=mask");
    assertThat(run.err(), run.exitCode(), is(0));
  }

  @Test
  void thePageHoldsToItsLimit() throws IOException {
    assertThat(
        report("--zoomMb=200").out(), containsString("zoom      3 of 3 large images in full"));
    JsonNode all = ReportData.of(page);
    assertThat(all.at("/zoom/zoomable").asInt(), is(3));
    double mbPerImage = all.at("/zoom/mb").asDouble() / 3;
    assertThat(mbPerImage, is(greaterThan(1.0)));
    assertThat(
        all.at("/gallery/0/zoom/levels/0").properties().stream()
            .map(entry -> entry.getKey())
            .toArray(),
        is(new String[] {"width_px", "height_px", "mask", "confidence", "image"}));

    report("--zoomMb=0");
    final long without = Files.size(page);
    assertThat(zoomed(), is(empty()));
    assertThat(
        ReportData.of(page).at("/gallery/0/zoom_problem").asText(),
        is("The report was written without full resolution (--zoomMb=0)."));

    int limitMb = (int) Math.ceil(1.1 * mbPerImage);
    report("--zoomMb=" + limitMb);
    assertThat(zoomed(), contains(0));
    assertThat(Files.size(page) - without, is(lessThanOrEqualTo(limitMb * 1_000_000L)));
    JsonNode second = ReportData.of(page).at("/gallery/1");
    assertThat(second.path("zoom_problem_code").asText(), is("PAGE_FULL"));
    assertThat(second.path("zoom_problem").asText(), containsString("raise --zoomMb"));
    assertThat(second.at("/large").has("confidence"), is(true));
  }

  @Test
  void thePageSaysWhatIsLeftOut() throws IOException {
    report("--zoomMb=0");
    try (Browser browser = Browser.open()) {
      browser.show(page, 1280, 900);
      assertThat(
          browser.element("#zoom-summary").getText(),
          is("3 images larger than 800 px: written without full resolution."));
      browser.element(".tile").click();
      browser.await("document.getElementById('zoom-note').textContent.includes('Reduced')");
      assertThat(
          browser.element("#zoom-note").getText(), containsString("of 1,200 × 900 px. The report"));
      browser.element("#zoom-real").click();
      browser.await("document.getElementById('zoom-value').textContent.startsWith('100')");
      assertThat(browser.console(), is(empty()));
    }
  }

  @Test
  void aConfidenceMaskThatIsGoneIsSaid() throws IOException {
    report();
    String uri = ReportData.of(page).at("/gallery/0/uri").asText();
    Path mask = Path.of(OutputLayout.at(output.toString()).file(PerImage.CONFIDENCE, uri));
    byte[] content = Files.readAllBytes(mask);
    Files.delete(mask);
    try {
      report();
      JsonNode tile = ReportData.of(page).at("/gallery/0");
      assertThat(
          tile.path("confidence_problem").asText(),
          startsWith("The confidence mask cannot be read: The file does not exist"));
      assertThat(tile.at("/zoom/levels/0").has("confidence"), is(false));
      assertThat(tile.at("/zoom/levels/0").has("mask"), is(true));
    } finally {
      Files.write(mask, content);
    }
  }

  @Test
  void aLimitOutOfRangeIsRefused() {
    for (String value : List.of("-1", "201")) {
      Run run = Run.maskbeam("report", output.toString(), "--zoomMb=" + value);
      assertThat(run.exitCode(), is(2));
      assertThat(run.codes(), contains(ProblemCode.OPTION_OUT_OF_RANGE));
      assertThat(
          run.problems().get(0).message(),
          is("--zoomMb=" + value + " is out of range; use 0 to 200."));
    }
  }

  private static List<Integer> zoomed() throws IOException {
    List<Integer> zoomed = new ArrayList<>();
    JsonNode gallery = ReportData.of(page).path("gallery");
    for (int i = 0; i < gallery.size(); i++) {
      if (gallery.get(i).has("zoom")) {
        zoomed.add(i);
      }
    }
    return zoomed;
  }

  private static Run report(String... more) {
    List<String> arguments = new ArrayList<>(List.of("report", output.toString()));
    arguments.addAll(List.of(more));
    Run run = Run.maskbeam(arguments.toArray(new String[0]));
    assertThat(run.err(), run.exitCode(), is(0));
    return run;
  }
}
