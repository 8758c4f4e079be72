// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.progress;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Prints the progress of a run: on a terminal one line that is rewritten every second, otherwise
 * (file, log) a line every ten seconds.
 */
public final class Progress {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long PLAIN_INTERVAL_S = 10;

  /** The kind of output for progress. */
  public enum Display {
    /** A terminal, on which a line can be rewritten. */
    TERMINAL,
    /** A file or pipe. */
    PLAIN,
    /** A program, which reads JSON lines. */
    JSON
  }

  private final PrintStream out;
  private final Display display;
  private final LongSupplier nanoClock;
  private final long startNanos;
  private long lastPrintNanos;
  private int lastLength;

  /** Printed at the end; null if it was printed. */
  private String unprinted;

  private Progress(PrintStream out, Display display, LongSupplier nanoClock) {
    this.out = out;
    this.display = display;
    this.nanoClock = nanoClock;
    this.startNanos = nanoClock.getAsLong();
    this.lastPrintNanos = startNanos;
  }

  /** The progress of a run that starts now. */
  public static Progress start(PrintStream out, Display display) {
    return start(out, display, System::nanoTime);
  }

  /** The progress of a run that starts now, measured by this clock in nanoseconds. */
  static Progress start(PrintStream out, Display display, LongSupplier nanoClock) {
    return new Progress(out, display, nanoClock);
  }

  /** Prints the counts if the interval has passed. */
  public void update(ImageCounts counts) {
    double elapsedS = (double) (nanoClock.getAsLong() - startNanos) / NANOS_PER_SECOND;
    if (display == Display.JSON) {
      unprinted = ProgressJson.of(counts, elapsedS);
      update(() -> unprinted);
    } else {
      update(() -> line(counts, elapsedS));
    }
  }

  /** Prints the text if the interval has passed; evaluates the supplier only then. */
  public void update(Supplier<String> text) {
    long now = nanoClock.getAsLong();
    if (display != Display.TERMINAL && now - lastPrintNanos < PLAIN_INTERVAL_S * NANOS_PER_SECOND) {
      return;
    }
    lastPrintNanos = now;
    print(text.get());
  }

  /** Prints a message in a line of its own, at once. */
  public void message(String text) {
    end();
    out.println(display == Display.JSON ? ProgressJson.of(text) : text);
  }

  /** Ends the current line of a terminal, and prints the last counts for a program. */
  public void end() {
    if (unprinted != null) {
      print(unprinted);
    }
    if (lastLength > 0) {
      out.println();
      lastLength = 0;
    }
  }

  static String line(ImageCounts counts, double elapsedS) {
    long listed = counts.listed();
    long done = counts.done();
    if (listed == 0) {
      return String.format(Locale.ROOT, "Listing images ... %s", duration(elapsedS));
    }
    double rate = elapsedS > 0 ? done / elapsedS : 0;
    // Repeated work is counted repeatedly, so done may exceed listed.
    long left = Math.max(0, listed - done);
    String remaining = rate > 0 ? ", about " + duration(left / rate) + " left" : "";
    String failed =
        counts.failed().isPresent()
            ? String.format(Locale.ROOT, "%,d failed, ", counts.failed().getAsLong())
            : "";
    String tiles =
        counts.tiles() > 0 ? Figures.counted(counts.tiles(), "tile", "tiles") + ", " : "";
    return String.format(
        Locale.ROOT,
        "%,d of %s (%d %%), %s images/s, %s%s%s%s",
        done,
        Figures.images(listed),
        Math.min(100, 100 * done / listed),
        Figures.rate(rate),
        tiles,
        failed,
        duration(elapsedS),
        remaining);
  }

  /** A duration for people, for example {@code 3 min 20 s}. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " min " + whole % 60 + " s";
    }
    return whole / 3600 + " h " + whole / 60 % 60 + " min";
  }

  private void print(String line) {
    unprinted = null;
    if (display != Display.TERMINAL) {
      out.println(line);
      return;
    }
    // As a byte: a carriage return in printed text would be escaped.
    out.write('\r');
    out.print(line + " ".repeat(Math.max(0, lastLength - line.length())));
    out.flush();
    lastLength = line.length();
  }
}
