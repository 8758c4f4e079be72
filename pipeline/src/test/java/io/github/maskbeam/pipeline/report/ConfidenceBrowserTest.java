// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import io.github.maskbeam.pipeline.demo.DemoScenes;
import io.github.maskbeam.pipeline.testing.Browser;
import io.github.maskbeam.pipeline.testing.Contrast;
import io.github.maskbeam.pipeline.testing.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Confidences in the gallery and viewer of a report, in a real browser. */
class ConfidenceBrowserTest {
  @TempDir private Path directory;

  @Test
  void theLeastConfidentImagesComeFirstAlsoOfAClass() throws Exception {
    try (Browser browser = Browser.open()) {
      DemoScenes.copyTo(directory.resolve("scenes"));
      Path output = directory.resolve("out");
      run(
          "segment",
          "--input=" + directory.resolve("scenes") + "/*.jpg",
          "--output=" + output,
          "--confidence=mean");
      run("report", output.toString(), "--sort=confidence");
      browser.show(output.resolve("report.html"), 1280, 900);
      assertThat(
          browser.element("#gallery-count").getText(), endsWith("the least confident first"));
      assertThat(confidences(browser), hasSize(8));
      assertAscending(browser);
      WebElement water =
          browser.elements("#filter button").stream()
              .filter(button -> button.getText().startsWith("water"))
              .findFirst()
              .orElseThrow();
      water.click();
      assertThat(confidences(browser), hasSize(5));
      assertAscending(browser);
      assertThat(
          browser.element("#gallery-count").getText(),
          endsWith(" with water, the least confident first"));
      WebElement first = browser.element(".tile");
      String confidence = first.findElement(By.cssSelector("small")).getText();
      first.click();
      assertThat(
          browser.element("#viewer-facts").getText(),
          containsString("Mean confidence\n" + confidence.replace("confidence ", "")));
      browser.element("#viewer-close").click();
      for (String scheme : List.of("light", "dark")) {
        browser.prefer("prefers-color-scheme", scheme);
        assertThat(
            Contrast.ratio(
                luminance(browser, ".tile .caption small", "color"),
                luminance(browser, ".tile", "background-color")),
            is(greaterThanOrEqualTo(4.5)));
      }
      assertThat(browser.console(), is(empty()));
    }
  }

  private static void run(String... arguments) {
    Run run = Run.maskbeam(arguments);
    assertThat(run.err(), run.exitCode(), is(0));
  }

  private static void assertAscending(Browser browser) {
    List<String> shown = confidences(browser);
    assertThat(shown, everyItem(matchesPattern("confidence [01]\\.\\d{3}")));
    assertThat(shown, is(shown.stream().sorted().collect(Collectors.toList())));
    assertThat(shown.stream().distinct().count(), is(greaterThan(1L)));
  }

  private static List<String> confidences(Browser browser) {
    return browser.texts(".tile .caption small");
  }

  private static double luminance(Browser browser, String selector, String property) {
    return Contrast.luminance(browser.element(selector).getCssValue(property));
  }
}
