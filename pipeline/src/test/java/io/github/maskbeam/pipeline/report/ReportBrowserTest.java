// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskbeam.pipeline.testing.Contrast;
import io.github.maskbeam.pipeline.testing.HostileRun;
import io.github.maskbeam.pipeline.testing.ReportData;
import io.github.maskbeam.pipeline.testing.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The report in a real browser, used as a person does: with clicks, keys and a narrow screen. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "File names there cannot be markup")
class ReportBrowserTest extends ShownReport {
  private static final String DIALOG_OPEN = "document.getElementById('viewer').open";

  @TempDir private static Path directory;

  @BeforeAll
  static void writeReport() throws IOException {
    Path output = HostileRun.in(directory);
    Run run = Run.maskbeam("report", output.toString());
    assertThat(run.err(), run.exitCode(), is(0));
    page = output.resolve("report.html");
  }

  @Test
  void namesStayText() {
    assertThat(browser.texts("#coverage-rows th"), hasItem(HostileRun.CLASS_NAME));
    assertThat(browser.texts("#filter button span:last-of-type"), hasItem(HostileRun.CLASS_NAME));
    List<String> uris = titles();
    assertThat(uris, hasItem(containsString(HostileRun.ATTRIBUTE_NAME)));
    assertThat(uris, hasItem(containsString(HostileRun.SCRIPT_NAME)));
    assertThat(
        browser.value(
            "document.querySelectorAll('img:not(.photo):not(.mask):not(.confidence)').length"),
        is(0L));
    browser.elements("details:not([open]) summary").forEach(WebElement::click);
    assertThat(
        browser.texts(".failed code"), hasItem(containsString("/" + HostileRun.FAILED_NAME)));
  }

  @Test
  void chartsSayWhatTheTablesSay() {
    assertThat(browser.texts("#figures b").subList(0, 2), contains("8", "4"));
    List<String> classes = browser.texts("#coverage-rows th");
    double widest = width("#coverage-rows tr:first-child td:nth-of-type(1) .fill");
    assertThat(widest, is(width("#coverage-rows tr:first-child td:nth-of-type(1) .bar")));
    assertThat(browser.elements("#distributions figure"), hasSize(classes.size()));
    assertThat(
        browser.element("#distributions svg").getAttribute("aria-label"),
        containsString("Distribution of "));
    browser.element("#coverage-order option[value=name]").click();
    assertThat(browser.texts("#coverage-rows th"), not(is(classes)));
    assertThat(browser.texts("#coverage-rows th").get(classes.size() - 1), is("water"));
  }

  @Test
  void saysThatTheModelIsADemonstration() {
    assertThat(browser.texts(".notice"), hasItem(containsString("segment with --model=deeplabv3")));
  }

  @Test
  void theSliderChangesHowMuchOfTheMaskIsSeen() {
    WebElement mask = browser.element(".tile .mask");
    assertThat(opacity(mask), closeTo(0.55, 0.001));
    WebElement slider = browser.element("#opacity");
    slider.sendKeys(Keys.END);
    assertThat(opacity(mask), closeTo(1, 0.001));
    slider.sendKeys(Keys.HOME);
    assertThat(opacity(mask), closeTo(0, 0.001));
    slider.click();
    assertThat(opacity(mask), closeTo(0.5, 0.03));
    assertThat(browser.element("#opacity-value").getText(), startsWith("5"));
  }

  @Test
  void aClassFiltersTheTiles() {
    int all = browser.elements(".tile").size();
    assertThat(all, is(8));
    WebElement button = filterButton("water");
    int withWater = Integer.parseInt(button.findElement(by("small")).getText());
    button.click();
    assertThat(button.getAttribute("aria-pressed"), is("true"));
    assertThat(browser.elements(".tile"), hasSize(withWater));
    assertThat(withWater, is(lessThanOrEqualTo(all - 1)));
    assertThat(browser.texts(".tile .caption span"), everyItem(startsWith("water ")));
    assertThat(browser.element("#gallery-count").getText(), containsString("with water"));
    button.click();
    assertThat(browser.elements(".tile"), hasSize(all));
  }

  @Test
  void anImageThatIsGoneHasATileThatSaysSo() throws IOException {
    List<String> problems = browser.texts(".tile .problem");
    Map<String, String> problemsByCode = new TreeMap<>();
    for (JsonNode tile : ReportData.of(page).path("gallery")) {
      if (tile.has("problem")) {
        problemsByCode.put(tile.path("problem_code").asText(), tile.path("problem").asText());
      }
    }
    assertThat(problemsByCode.keySet(), contains("IMAGE_CHANGED", "IMAGE_UNREADABLE"));
    assertThat(problems, containsInAnyOrder(problemsByCode.values().toArray()));
    browser.element(".tile .problem").click();
    assertThat(browser.element("#viewer-problem").isDisplayed(), is(true));
    assertThat(browser.element("#viewer-image").isDisplayed(), is(false));
    browser.focused().sendKeys(Keys.ESCAPE);
  }

  @Test
  void theKeyboardGoesThroughTheViewer() {
    WebElement first = browser.elements(".tile:has(.mask)").get(0);
    String title = first.findElement(by("b")).getText();
    first.sendKeys(Keys.ENTER);
    assertThat(browser.value(DIALOG_OPEN), is(true));
    assertThat(browser.element("#viewer-title").getText(), is(title));
    int position = position();
    browser.focused().sendKeys(Keys.ARROW_RIGHT);
    assertThat(position(), is(position % 8 + 1));
    assertThat(browser.element("#viewer-title").getText(), is(not(title)));
    browser.focused().sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
    browser.focused().sendKeys(Keys.ARROW_RIGHT);
    assertThat(browser.element("#viewer-title").getText(), is(title));
    browser.focused().sendKeys(Keys.ESCAPE);
    assertThat(browser.value(DIALOG_OPEN), is(false));
    assertThat(browser.focused(), is(first));
  }

  @Test
  void theViewerHoldsImageAgainstMask() {
    browser.elements(".tile:has(.mask)").get(1).click();
    assertThat(
        browser.value("document.getElementById('viewer-image').naturalWidth > 320"), is(true));
    assertThat(opacity(browser.element("#viewer-mask")), closeTo(0.55, 0.001));
    browser.element("#viewer-opacity").sendKeys(Keys.END);
    assertThat(opacity(browser.element("#viewer-mask")), closeTo(1, 0.001));

    browser.element("input[value=wipe]").click();
    assertThat(browser.element("#viewer-opacity").isDisplayed(), is(false));
    assertThat(browser.element("#viewer-mask").getCssValue("clip-path"), containsString("50%"));
    browser.element("#viewer-wipe").sendKeys(Keys.HOME);
    assertThat(
        browser.element("#viewer-mask").getCssValue("clip-path"), is("inset(0px 0px 0px 0%)"));

    browser.element("input[value=beside]").click();
    assertThat(browser.element("#viewer-mask").isDisplayed(), is(false));
    assertThat(browser.element("#viewer-mask-alone").isDisplayed(), is(true));
    assertThat(width("#viewer-image"), closeTo(width("#viewer-mask-alone"), 0.5));
    assertThat(browser.texts("#viewer-classes li").size(), is(greaterThan(2)));
    assertThat(browser.element("input[value=confidence]").isDisplayed(), is(false));
    assertThat(browser.element(".third").isDisplayed(), is(false));
    assertThat(browser.element("#confidence-legend").isDisplayed(), is(false));
    browser.element("#viewer-close").click();
    assertThat(browser.value(DIALOG_OPEN), is(false));
  }

  @Test
  void aPhoneNeedsNoSidewaysScrolling() {
    for (int widthPx : new int[] {320, 360, 768}) {
      browser.resize(widthPx, 640);
      assertNoOverflow(widthPx);
      browser.elements(".tile:has(.mask)").get(0).click();
      for (String mode : List.of("overlay", "wipe", "beside")) {
        browser.element("input[value=" + mode + "]").click();
        assertNoOverflow(widthPx);
        assertThat(
            browser.value("document.querySelector('.viewer-body').scrollWidth"),
            is(browser.value("document.querySelector('.viewer-body').clientWidth")));
      }
      browser.element("#viewer-close").click();
    }
  }

  @Test
  void darkIsDarkAndLightIsLightAndBothCanBeRead() {
    assertThat(luminance("background-color", "body"), is(greaterThan(0.8)));
    assertContrast();
    browser.prefer("prefers-color-scheme", "dark");
    assertThat(luminance("background-color", "body"), is(lessThanOrEqualTo(0.02)));
    assertContrast();
  }

  @Test
  void nothingMovesForWhoPrefersThat() {
    browser.prefer("prefers-reduced-motion", "reduce");
    assertThat(browser.element(".tile").getCssValue("transition-duration"), is("0s"));
  }

  /** WCAG 2.2, contrast (minimum), level AA: 4.5 to 1 for text. */
  private static void assertContrast() {
    for (String[] pair :
        new String[][] {
          {".hint", ".panel"}, {".panel h2", ".panel"}, {"nav a", ".top"},
          {".summary", ".top"}, {".notice", ".notice"}, {".tile .caption span", ".tile"},
          {"[aria-pressed=true]", "[aria-pressed=true]"}, {"#figures .bad b", "#figures li"}
        }) {
      double text = luminance("color", pair[0]);
      double ground = luminance("background-color", pair[1]);
      assertThat(pair[0] + " on " + pair[1], Contrast.ratio(text, ground), is(greaterThan(4.5)));
    }
  }

  private static double luminance(String property, String selector) {
    return Contrast.luminance(browser.element(selector).getCssValue(property));
  }

  private static void assertNoOverflow(int widthPx) {
    assertThat(browser.value("innerWidth"), is((long) widthPx));
    assertThat(
        browser.value("document.documentElement.scrollWidth"),
        is(browser.value("document.documentElement.clientWidth")));
  }

  private static WebElement filterButton(String name) {
    return browser.elements("#filter button").stream()
        .filter(button -> button.getText().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> titles() {
    return browser.elements(".tile").stream()
        .map(tile -> tile.getAttribute("title"))
        .collect(Collectors.toList());
  }

  private static int position() {
    return Integer.parseInt(browser.element("#viewer-position").getText().split(" ", -1)[0]);
  }

  private static double opacity(WebElement element) {
    return Double.parseDouble(element.getCssValue("opacity"));
  }

  private static double width(String selector) {
    return ((Number)
            browser.value(
                "document.querySelector('" + selector + "').getBoundingClientRect().width"))
        .doubleValue();
  }

  private static By by(String selector) {
    return By.cssSelector(selector);
  }
}
