// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.testing.KnownMetrics;
import io.github.maskbeam.transforms.metrics.MetricNames;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private long nowNanos = Long.MAX_VALUE - 5; // A clock of nanoseconds may well overflow.

  @Test
  void beforeImagesAreListedItSaysThat() {
    assertThat(Progress.line(ImageCounts.of(0, 0, 0), 2.4), is("Listing images ... 2 s"));
  }

  @Test
  void atTheStartNothingIsPredicted() {
    assertThat(
        Progress.line(ImageCounts.of(1_200, 0, 0), 3),
        is("0 of 1,200 images (0 %), 0.0 images/s, 0 failed, 3 s"));
    assertThat(
        Progress.line(ImageCounts.of(1_200, 0, 0), 0),
        is("0 of 1,200 images (0 %), 0.0 images/s, 0 failed, 0 s"));
  }

  @Test
  void inTheMiddleItPredictsTheEnd() {
    assertThat(
        Progress.line(ImageCounts.of(1_200, 300, 2), 10),
        is("300 of 1,200 images (25 %), 30.0 images/s, 2 failed, 10 s, about 30 s left"));
  }

  @Test
  void whatARunnerDoesNotTellIsLeftOut() {
    assertThat(
        Progress.line(ImageCounts.of(1_200, 300), 10),
        is("300 of 1,200 images (25 %), 30.0 images/s, 10 s, about 30 s left"));
  }

  @Test
  void tilesShowThatALargeImageIsInProgress() {
    assertThat(
        Progress.line(ImageCounts.of(3, 0, 0).withTiles(1_250), 60),
        is("0 of 3 images (0 %), 0.0 images/s, 1,250 tiles, 0 failed, 1 min 0 s"));
  }

  @Test
  void allButOneIsNotAll() {
    assertThat(
        Progress.line(ImageCounts.of(1_000, 999, 0), 1),
        is("999 of 1,000 images (99 %), 999.0 images/s, 0 failed, 1 s, about 0 s left"));
  }

  @Test
  void workDoneTwiceIsNeverMoreThanAll() {
    assertThat(
        Progress.line(ImageCounts.of(10, 12, 0), 4),
        is("12 of 10 images (100 %), 3.0 images/s, 0 failed, 4 s, about 0 s left"));
  }

  @Test
  void aProgramGetsJsonEveryTenSecondsAndAtTheEnd() {
    Progress progress =
        Progress.start(
            new PrintStream(written, true, UTF_8), Progress.Display.JSON, () -> nowNanos);
    nowNanos += 10_040_000_000L;
    progress.update(ImageCounts.of(1_200, 300, 2).withTiles(7));
    nowNanos += 2_000_000_000L;
    progress.update(ImageCounts.of(1_200, 1_200));
    progress.message("\"x\"");
    progress.end();
    assertThat(
        written.toString(UTF_8).lines().collect(Collectors.toList()),
        contains(
            "{\"images_listed\":1200,\"images_done\":300,\"images_failed\":2,\"tiles\":7,"
                + "\"elapsed_s\":10.0}",
            "{\"images_listed\":1200,\"images_done\":1200,\"tiles\":0,\"elapsed_s\":12.0}",
            "{\"message\":\"\\\"x\\\"\"}"));
  }

  @Test
  void durations() {
    assertThat(Progress.duration(0), is("0 s"));
    assertThat(Progress.duration(59.4), is("59 s"));
    assertThat(Progress.duration(59.5), is("1 min 0 s"));
    assertThat(Progress.duration(3_599), is("59 min 59 s"));
    assertThat(Progress.duration(3_600), is("1 h 0 min"));
    assertThat(Progress.duration(90_061), is("25 h 1 min"));
  }

  @Test
  void aTerminalHasOneLineThatIsRewritten() {
    Progress progress = start(Progress.Display.TERMINAL);
    pass(1, TimeUnit.SECONDS);
    progress.update(metrics(0, 0, 0));
    pass(1, TimeUnit.SECONDS);
    progress.update(metrics(10, 4, 1));
    progress.end();
    assertThat(
        written(),
        is(
            "\rListing images ... 1 s"
                + "\r5 of 10 images (50 %), 2.5 images/s, 1 failed, 2 s, about 2 s left"
                + System.lineSeparator()));
  }

  @Test
  void aShorterLineClearsTheRestOfTheLongerOne() {
    Progress progress = start(Progress.Display.TERMINAL);
    pass(1, TimeUnit.SECONDS);
    progress.update(metrics(1_000, 100, 0));
    written.reset();
    progress.update(metrics(10, 10, 0));
    String before = "100 of 1,000 images (10 %), 100.0 images/s, 0 failed, 1 s, about 9 s left";
    String after = "10 of 10 images (100 %), 10.0 images/s, 0 failed, 1 s, about 0 s left";
    assertThat(written(), is("\r" + after + " ".repeat(before.length() - after.length())));
    // What was cleared once is not cleared again.
    written.reset();
    progress.update(metrics(10, 10, 0));
    assertThat(written(), is("\r" + after));
  }

  @Test
  void elsewhereThereIsALineEveryTenSeconds() {
    Progress progress = start(Progress.Display.PLAIN);
    progress.update(metrics(10, 1, 0));
    pass(9_999, TimeUnit.MILLISECONDS);
    progress.update(metrics(10, 2, 0));
    assertThat(written(), is(""));
    pass(1, TimeUnit.MILLISECONDS);
    progress.update(metrics(10, 5, 0));
    pass(9_999, TimeUnit.MILLISECONDS);
    progress.update(metrics(10, 6, 0));
    pass(1, TimeUnit.MILLISECONDS);
    progress.update(metrics(10, 8, 2));
    progress.end();
    assertThat(
        written().lines().toArray(String[]::new),
        is(
            new String[] {
              "5 of 10 images (50 %), 0.5 images/s, 0 failed, 10 s, about 10 s left",
              "10 of 10 images (100 %), 0.5 images/s, 2 failed, 20 s, about 0 s left"
            }));
  }

  @Test
  void whereNothingWasPrintedThereIsNoLineToEnd() {
    Progress progress = start(Progress.Display.TERMINAL);
    progress.end();
    assertThat(written(), is(""));
    progress.update(metrics(0, 0, 0));
    progress.end();
    written.reset();
    progress.end();
    assertThat(written(), is(""));
  }

  @Test
  void aMessageHasALineOfItsOwn() {
    Progress progress = start(Progress.Display.TERMINAL);
    progress.message("one");
    progress.update(metrics(0, 0, 0));
    progress.message("two");
    assertThat(
        written().lines().toArray(String[]::new),
        is(new String[] {"one", "", "Listing images ... 0 s", "two"}));
  }

  private Progress start(Progress.Display display) {
    return Progress.start(
        new PrintStream(written, true, StandardCharsets.UTF_8), display, () -> nowNanos);
  }

  private void pass(long amount, TimeUnit unit) {
    nowNanos += unit.toNanos(amount);
  }

  private String written() {
    return written.toString(StandardCharsets.UTF_8);
  }

  private static ImageCounts metrics(long listed, long succeeded, long failed) {
    return RunMetrics.of(
            new KnownMetrics(MetricNames.NAMESPACE)
                .counter("list", MetricNames.IMAGES_LISTED, listed)
                .counter("segment", MetricNames.SUCCEEDED, succeeded)
                .counter("segment", MetricNames.FAILED, failed))
        .imageCounts();
  }
}
