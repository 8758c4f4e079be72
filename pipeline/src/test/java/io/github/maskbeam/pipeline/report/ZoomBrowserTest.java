// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.pipeline.demo.DemoScenes;
import io.github.maskbeam.pipeline.testing.Contrast;
import io.github.maskbeam.pipeline.testing.Jpegs;
import io.github.maskbeam.pipeline.testing.Pixels;
import io.github.maskbeam.pipeline.testing.Run;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The zoom of the viewer: what is seen is compared with the files of the run, pixel by pixel. */
class ZoomBrowserTest extends ShownReport {
  private static final String LARGE = "large.jpg";
  private static final String TURNED = "turned.jpg";

  /** Frames have round corners. */
  private static final int CORNER_PX = 8;

  /** A change is drawn in the next frame, so this is asked for in the frame after that. */
  private static final String DRAWN =
      "document.getElementById('stage').getAttribute('aria-busy') === 'false'";

  @TempDir private static Path directory;
  private static Path output;
  private static Path photos;

  @BeforeAll
  static void writeReport() throws IOException {
    photos = Files.createDirectories(directory.resolve("photos"));
    BufferedImage village = ImageIO.read(new ByteArrayInputStream(DemoScenes.village()));
    Files.write(photos.resolve(LARGE), Jpegs.encode(Pixels.scaled(village, 6000, 4000), 0.9f));
    byte[] coded = Jpegs.encode(Pixels.scaled(village, 1500, 1000), 0.95f);
    Files.write(photos.resolve(TURNED), Jpegs.oriented(coded, 6));
    Files.write(photos.resolve("small.jpg"), Jpegs.encode(Pixels.scaled(village, 300, 200), 0.9f));
    output = directory.resolve("out");
    run("segment", "--input=" + photos + "/*", "--output=" + output, "--confidence=mask");
    run("report", output.toString());
    page = output.resolve("report.html");
  }

  private static void run(String... arguments) {
    Run run = Run.maskbeam(arguments);
    assertThat(run.err(), run.exitCode(), is(0));
  }

  @Test
  void aPixelOfTheMaskIsAPixelOfTheScreen() throws IOException {
    open(LARGE);
    browser.element("#viewer-opacity").sendKeys(Keys.END);
    browser.element("#zoom-real").click();
    assertMask(LARGE, 3000, 2000);
    for (int i = 0; i < 5; i++) {
      browser.element("#zoom-real").sendKeys(Keys.ARROW_UP);
    }
    assertThat(Pixels.colors(assertMask(LARGE, 3000, 1600)).size(), is(greaterThan(1)));
    browser.drag(browser.element(".first .frame"), -60, -30);
    assertThat(Pixels.colors(assertMask(LARGE, 3060, 1630)).size(), is(greaterThan(1)));

    browser.element("#viewer-opacity").sendKeys(Keys.HOME);
    browser.await(DRAWN);
    BufferedImage photo = ImageIO.read(photos.resolve(LARGE).toFile());
    BufferedImage seen = seen();
    assertThat(Pixels.meanDifference(seen, around(photo, 3060, 1630, seen)), is(lessThan(2.5)));
    assertThat(Pixels.meanDifference(seen, around(photo, 3080, 1650, seen)), is(greaterThan(3.5)));
  }

  @Test
  void aPixelOfTheConfidenceMaskIsAPixelOfTheScreen() throws IOException {
    open(LARGE);
    browser.element("input[value=confidence]").click();
    assertThat(browser.element("#confidence-legend").isDisplayed(), is(true));
    browser.element("#zoom-real").click();
    browser.await(DRAWN);
    BufferedImage seen = seen();
    BufferedImage expected = around(file(PerImage.CONFIDENCE, LARGE), 3000, 2000, seen);
    assertThat(Pixels.largestDifference(seen, expected), is(0));
    assertThat(Pixels.colors(expected).size(), is(greaterThan(20)));
  }

  @Test
  void anImageThatIsTurnedLiesUnderItsMask() throws IOException {
    open(TURNED);
    assertThat(browser.element("#viewer-facts dd").getText(), is("1000 × 1500 px"));
    browser.element("#viewer-opacity").sendKeys(Keys.END);
    browser.element("#zoom-real").click();
    assertThat(Pixels.colors(assertMask(TURNED, 500, 750)).size(), is(greaterThan(2)));
    browser.element("#viewer-opacity").sendKeys(Keys.HOME);
    browser.await(DRAWN);
    byte[] file = Files.readAllBytes(photos.resolve(TURNED));
    BufferedImage photo = Pixels.turned(ImageIO.read(new ByteArrayInputStream(file)));
    BufferedImage seen = seen();
    assertThat(Pixels.meanDifference(seen, around(photo, 500, 750, seen)), is(lessThan(3.0)));
  }

  @Test
  void buttonsKeysAndWheelZoom() {
    open(LARGE);
    double whole = percent();
    assertThat(browser.element("#zoom-out").isEnabled(), is(false));
    WebElement focus = browser.element("#zoom-in");
    focus.click();
    assertThat(percent(), is(greaterThan(1.4 * whole)));
    focus.sendKeys("+");
    double twice = percent();
    assertThat(twice, is(greaterThan(2.1 * whole)));
    focus.sendKeys("-");
    assertThat(percent(), is(lessThan(twice)));
    focus.sendKeys("1");
    assertThat(percent(), is(100.0));
    focus.sendKeys("0");
    assertThat(percent(), is(whole));
    String title = browser.element("#viewer-title").getText();
    browser.wheel(browser.element(".first .frame"), -240);
    assertThat(percent(), is(greaterThan(whole)));
    focus.sendKeys(Keys.ARROW_RIGHT);
    assertThat(browser.element("#viewer-title").getText(), is(title));
    browser.wheel(browser.element(".first .frame"), 240);
    browser.wheel(browser.element(".first .frame"), 240);
    assertThat(percent(), is(whole));
    focus.sendKeys(Keys.ARROW_RIGHT);
    assertThat(browser.element("#viewer-title").getText(), is(not(title)));
  }

  /** Side by side, and with an image that has no tiles because it needs none. */
  @Test
  void allFramesShowTheSamePart() throws IOException {
    open("small.jpg");
    browser.element("input[value=beside]").click();
    for (int i = 0; i < 6; i++) {
      browser.element("#zoom-in").click();
    }
    browser.await(DRAWN);
    assertThat(browser.element("#zoom-note").getText(), is("Full resolution, 300 × 200 px."));
    for (Map.Entry<String, PerImage> canvas :
        Map.of("zoom-mask-alone", PerImage.MASK, "zoom-confidence", PerImage.CONFIDENCE)
            .entrySet()) {
      BufferedImage file = file(canvas.getValue(), "small.jpg");
      long rgb = file.getRGB(150, 100) & 0xffffff;
      assertThat(
          browser.value(
              "(() => { const c = document.getElementById('"
                  + canvas.getKey()
                  + "'); const p = c.getContext('2d').getImageData(c.width / 2 + 2, c.height / 2 +"
                  + " 2, 1, 1).data; return p[0] << 16 | p[1] << 8 | p[2]; })()"),
          is(rgb));
    }
  }

  @Test
  void aPhoneHasTheSameControlsInLightAndDark() {
    browser.resize(400, 800);
    open(LARGE);
    for (String scheme : List.of("light", "dark")) {
      browser.prefer("prefers-color-scheme", scheme);
      for (String mode : List.of("overlay", "wipe", "beside", "confidence")) {
        browser.element("input[value=" + mode + "]").click();
        browser.element("#zoom-real").click();
        browser.await(DRAWN);
        assertThat(
            browser.value("document.querySelector('.viewer-body').scrollWidth"),
            is(browser.value("document.querySelector('.viewer-body').clientWidth")));
        browser.element("#zoom-fit").click();
      }
      for (String text : List.of("#confidence-legend .hint", "#zoom-note", "#zoom-value")) {
        String ground = text.startsWith("#confidence") ? "#viewer" : "#stage";
        assertThat(
            text + " in " + scheme,
            Contrast.ratio(
                Contrast.luminance(browser.element(text).getCssValue("color")),
                Contrast.luminance(browser.element(ground).getCssValue("background-color"))),
            is(greaterThanOrEqualTo(4.5)));
      }
    }
  }

  @Test
  void screenReadersGetNames() {
    open(LARGE);
    for (String id : List.of("zoom-out", "zoom-in", "zoom-real", "zoom-fit")) {
      assertThat(browser.element("#" + id).getAccessibleName().length(), is(greaterThan(5)));
    }
    WebElement confidence = browser.element("input[value=confidence]");
    assertThat(confidence.getAccessibleName(), is("Confidence"));
    browser.element("input[value=overlay]").sendKeys(Keys.ARROW_LEFT);
    assertThat(confidence.isSelected(), is(true));
    assertThat(
        browser.element("#viewer-confidence").getAccessibleName(),
        is("Confidence of the mask of large.jpg, in gray"));
    assertThat(browser.element("#zoom-summary").getText().length(), is(greaterThan(20)));
  }

  private static void open(String name) {
    browser.await("document.querySelectorAll('.tile').length === 3");
    browser.elements(".tile").stream()
        .filter(tile -> tile.getAttribute("title").endsWith("/" + name))
        .findFirst()
        .orElseThrow()
        .click();
    browser.await("document.getElementById('zoom-value').textContent !== ''");
  }

  private static double percent() {
    browser.await(DRAWN);
    String value = browser.element("#zoom-value").getText();
    return Double.parseDouble(value.replaceAll("[^0-9.]", ""));
  }

  /** What the frame shows, without its round corners. */
  private static BufferedImage seen() throws IOException {
    BufferedImage screen = browser.seen();
    String box =
        "[...document.querySelectorAll('#stage .frame')].find((frame) =>"
            + " frame.getClientRects().length > 0).getBoundingClientRect()";
    int left = edge(box, "left") + CORNER_PX;
    int top = edge(box, "top") + CORNER_PX;
    return screen.getSubimage(
        left, top, edge(box, "right") - CORNER_PX - left, edge(box, "bottom") - CORNER_PX - top);
  }

  private static int edge(String box, String side) {
    return (int) Math.round(((Number) browser.value(box + "." + side)).doubleValue());
  }

  /** The part of a picture around this point, as large as what is seen. */
  private static BufferedImage around(BufferedImage picture, int x, int y, BufferedImage seen) {
    // The zoom rounds halves up, as Math.round does.
    int left = (int) Math.round(x - (seen.getWidth() + 2 * CORNER_PX) / 2.0) + CORNER_PX;
    int top = (int) Math.round(y - (seen.getHeight() + 2 * CORNER_PX) / 2.0) + CORNER_PX;
    return picture.getSubimage(left, top, seen.getWidth(), seen.getHeight());
  }

  /** Compares what is seen with the mask around a point, and returns it. */
  private static BufferedImage assertMask(String name, int x, int y) throws IOException {
    browser.await(DRAWN);
    BufferedImage seen = seen();
    BufferedImage expected = around(file(PerImage.MASK, name), x, y, seen);
    assertThat(name + " at " + x + ", " + y, Pixels.largestDifference(seen, expected), is(0));
    return expected;
  }

  private static BufferedImage file(PerImage kind, String name) throws IOException {
    String uri = photos.resolve(name).toString();
    File png = new File(OutputLayout.at(output.toString()).file(kind, uri));
    return kind == PerImage.CONFIDENCE ? Pixels.grays(ImageIO.read(png)) : ImageIO.read(png);
  }
}
