// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.pipeline.demo.DrawnScenes;
import io.github.maskbeam.pipeline.testing.Contrast;
import io.github.maskbeam.pipeline.testing.HostileRun;
import io.github.maskbeam.pipeline.testing.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The evaluation in the report, in a real browser. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "File names there cannot be markup")
class EvaluationBrowserTest extends ShownReport {
  @TempDir private static Path directory;

  @BeforeAll
  static void writeReport() throws IOException {
    Path output = HostileRun.in(directory);
    DrawnScenes.drawGroundTruth(directory.resolve("truth"));
    Run run =
        Run.maskbeam("evaluate", output.toString(), "--groundTruth=" + directory.resolve("truth"));
    assertThat(run.err(), run.exitCode(), is(0));
    run = Run.maskbeam("report", output.toString(), "--gallery=5");
    assertThat(run.err(), run.exitCode(), is(0));
    page = output.resolve("report.html");
  }

  @Test
  void classesAreSorted() {
    assertThat(browser.element("#evaluation-link").isDisplayed(), is(true));
    assertThat(browser.element("#evaluation-state").isDisplayed(), is(false));
    List<String> lowestFirst = browser.texts("#evaluation-rows .iou");
    assertThat(lowestFirst, is(lowestFirst.stream().sorted().collect(Collectors.toList())));
    assertThat(browser.texts("#evaluation-rows th"), hasItem(HostileRun.CLASS_NAME));
    browser.element("#evaluation-order option[value=px]").click();
    List<Long> groundTruthPx =
        browser.texts("#evaluation-rows td:nth-of-type(3)").stream()
            .map(text -> -Long.parseLong(text.replace(",", "")))
            .collect(Collectors.toList());
    assertThat(groundTruthPx, is(groundTruthPx.stream().sorted().collect(Collectors.toList())));
  }

  @Test
  void theConfusionCanBeRead() {
    List<WebElement> rows = browser.elements("#confusion-rows tr");
    assertThat(rows, hasSize(greaterThan(4)));
    assertThat(browser.texts("#confusion-rows th"), hasItem(HostileRun.CLASS_NAME));
    int columns = browser.elements("#confusion-head th").size();
    for (WebElement row : rows) {
      assertThat(row.findElements(By.cssSelector("th, td")), hasSize(columns));
      WebElement correct = row.findElement(By.cssSelector(".correct"));
      assertThat(Integer.parseInt(correct.getText()), greaterThan(50));
      assertThat(
          correct.getAttribute("title"),
          startsWith(row.findElement(By.cssSelector("th")).getText() + " in the ground truth, "));
    }
  }

  @Test
  void tablesSayWhatTheyAreToWhoCannotSeeThem() {
    for (String table : List.of("#evaluated", "#confusion", "#worst table")) {
      assertThat(table, browser.element(table + " caption").getText(), is(not("")));
      assertThat(
          browser.elements(table + " thead th").stream()
              .map(head -> head.getAttribute("scope"))
              .collect(Collectors.toList()),
          everyItem(is("col")));
      assertThat(
          browser.elements(table + " tbody tr > :first-child").stream()
              .map(head -> head.getTagName() + " " + head.getAttribute("scope"))
              .collect(Collectors.toList()),
          everyItem(is("th row")));
    }
  }

  @Test
  void worstImagesOpenInTheViewerIfTheGalleryHasThem() {
    List<WebElement> links = browser.elements("#worst-rows button");
    int listed = browser.elements("#worst-rows tr").size();
    assertThat("some are not in the gallery", listed, greaterThan(links.size()));
    browser.elements("#filter button").get(1).click();
    String name = links.get(0).getText();
    links.get(0).sendKeys(Keys.ENTER);
    assertThat(browser.value("document.getElementById('viewer').open"), is(true));
    assertThat(browser.element("#viewer-title").getText(), is(name));
    assertThat(browser.element("#viewer-position").getText(), containsString(" of 5"));
    browser.focused().sendKeys(Keys.ESCAPE);
  }

  @Test
  void aPhoneNeedsNoSidewaysScrolling() {
    for (int widthPx : new int[] {320, 400, 1280}) {
      browser.resize(widthPx, 640);
      assertThat(
          browser.value("document.documentElement.scrollWidth"),
          is(browser.value("document.documentElement.clientWidth")));
    }
  }

  /** WCAG 2.2, contrast (minimum), level AA: 4.5 to 1 for text. */
  @Test
  void allCellsCanBeReadInLightAndDark() throws IOException {
    for (String scheme : List.of("light", "dark")) {
      browser.prefer("prefers-color-scheme", scheme);
      for (WebElement cell : browser.elements(".heat")) {
        assertThat(
            scheme + ": " + cell.getAttribute("title"),
            Contrast.ratio(
                Contrast.luminance(cell.getCssValue("color")),
                Contrast.luminance(cell.getCssValue("background-color"))),
            is(greaterThanOrEqualTo(4.5)));
      }
    }
  }

  /** Without an evaluation, or with one that is not shown, nothing of it is seen. */
  @Test
  void anEvaluationOfOtherMasksShowsOnlyThat() throws IOException {
    String html = Files.readString(page);
    Path other = directory.resolve("other.html");
    Files.writeString(
        other,
        html.replaceFirst(
            "\"evaluation\":\\{\"state\":\"CURRENT\".*?\\]\\},\"gallery_order\"",
            "\"evaluation\":{\"state\":\"OTHER_SETTINGS\"},\"gallery_order\""));
    browser.show(other, 1280, 900);
    assertThat(browser.element("#evaluation-state").getText(), containsString("and is not shown"));
    assertThat(browser.element("#evaluation-body").isDisplayed(), is(false));
    Files.writeString(
        other,
        Files.readString(other).replace("\"evaluation\":{\"state\":\"OTHER_SETTINGS\"},", ""));
    browser.show(other, 1280, 900);
    assertThat(browser.element("#evaluation").isDisplayed(), is(false));
    assertThat(browser.element("#evaluation-link").isDisplayed(), is(false));
    browser.requests();
    browser.show(page, 1280, 900);
  }
}
