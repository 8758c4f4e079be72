// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.WheelInput;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium, driven as a person would; whoever opens it closes it. */
public final class Browser implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** It warns that it has no classes for this Chromium's own protocol, which nothing here needs. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Skips the test where there is no Chromium with its driver, and fails it if CI=true. */
  public static Browser open() {
    Path chromium = onPath("chromium", "chromium-browser", "google-chrome");
    Path chromedriver = onPath("chromedriver");
    SELENIUM.setLevel(Level.SEVERE);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    // Containers have neither the rights for a sandbox nor much shared memory; the page is ours.
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    return new Browser(
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build(),
            options));
  }

  private static Path onPath(String... names) {
    Optional<Path> found =
        Stream.of(names)
            .flatMap(
                name ->
                    Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isPresent()) {
      return found.get();
    }
    String message = names[0] + " is not on the PATH: needed are Chromium and its driver";
    return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
  }

  /** Opens a page from disk, in a window of this size, light, at its top. */
  public void show(Path page, int widthPx, int heightPx) {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    resize(widthPx, heightPx);
    driver.get(page.toUri().toString());
    // ChromeDriver 150 can return before the page is parsed: 13 of 165 times on a busy machine.
    await("document.readyState === 'complete'");
  }

  /** Makes the visible page this large, also smaller than a window can be. */
  public void resize(int widthPx, int heightPx) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", widthPx, "height", heightPx, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Tells the page that the person prefers this, as {@code prefers-color-scheme: dark}. */
  public void prefer(String feature, String value) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  /** The element of a CSS selector. */
  public WebElement element(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** All elements of a CSS selector. */
  public List<WebElement> elements(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** The texts of all elements of a CSS selector, as they are shown. */
  public List<String> texts(String selector) {
    return elements(selector).stream().map(WebElement::getText).collect(Collectors.toList());
  }

  /** The element that the keyboard talks to. */
  public WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** The value of a JavaScript expression. */
  public Object value(String expression) {
    return driver.executeScript("return " + expression);
  }

  /** Waits until a JavaScript expression is true; fails after 30 s. */
  public void await(String expression) {
    driver.executeAsyncScript(
        "const done = arguments[0];"
            + "const check = () => (("
            + expression
            + ") ? done() : requestAnimationFrame(check));"
            + "requestAnimationFrame(check);");
  }

  /** Presses the mouse in the middle of an element, moves it by so many pixels, and releases it. */
  public void drag(WebElement element, int x, int y) {
    new Actions(driver).dragAndDropBy(element, x, y).perform();
  }

  /** Turns the mouse wheel over the middle of an element: up if negative. */
  public void wheel(WebElement element, int pixels) {
    new Actions(driver)
        .scrollFromOrigin(WheelInput.ScrollOrigin.fromElement(element), 0, pixels)
        .perform();
  }

  /** What is seen. */
  public BufferedImage seen() throws IOException {
    return ImageIO.read(new ByteArrayInputStream(driver.getScreenshotAs(OutputType.BYTES)));
  }

  /** What has been requested since this was last asked, pictures inside the page left out. */
  public List<String> requests() throws IOException {
    List<String> urls = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode event = MAPPER.readTree(entry.getMessage()).path("message");
      String url = event.path("params").path("request").path("url").asText();
      if (event.path("method").asText().equals("Network.requestWillBeSent")
          && !url.startsWith("data:")) {
        urls.add(url);
      }
    }
    return urls;
  }

  /** What has been written to the console since this was last asked. */
  public List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .collect(Collectors.toList());
  }

  /** Keeps what is seen, for a person. */
  public void screenshot(Path png) throws IOException {
    Files.write(png, driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
