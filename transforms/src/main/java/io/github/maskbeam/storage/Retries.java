// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Retries storage operations after transient errors, with exponential backoff and jitter, so that
 * workers do not all retry at once. Permanent errors are not retried. Immutable and thread-safe.
 */
public final class Retries {
  private static final int GROWTH = 4;

  /** As long as one transfer over HTTP may take. */
  private static final Duration TIME_LIMIT = Duration.ofMinutes(10);

  private static final Retries STANDARD =
      new Retries(
          4,
          Duration.ofMillis(250),
          pause -> Thread.sleep(pause.toMillis()),
          () -> ThreadLocalRandom.current().nextDouble(),
          System::nanoTime);

  private final int maxAttempts;
  private final Duration first;
  private final Pause pause;
  private final DoubleSupplier random;
  private final LongSupplier nanoTime;

  Retries(int maxAttempts, Duration first, Pause pause, DoubleSupplier random) {
    this(maxAttempts, first, pause, random, System::nanoTime);
  }

  Retries(
      int maxAttempts, Duration first, Pause pause, DoubleSupplier random, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.maxAttempts = maxAttempts;
    this.first = first;
    this.pause = pause;
    this.random = random;
  }

  /**
   * Up to four attempts, with pauses of about 5 s in total, or as long as a server requires with
   * Retry-After. No attempt starts more than 10 minutes after the first one.
   */
  public static Retries standard() {
    return STANDARD;
  }

  /**
   * Runs an operation and returns its result. Blocks during the pauses.
   *
   * @throws IOException if the last attempt throws it; a RuntimeException is thrown unchanged too
   * @throws InterruptedIOException if the thread is interrupted; the interrupt flag stays set
   * @throws X if the operation throws it; not retried, because it is not a storage error
   */
  public <T, X extends Exception> T call(Attempt<T, X> operation) throws IOException, X {
    Duration longest = first;
    long startNanos = nanoTime.getAsLong();
    for (int attempt = 1; ; attempt++) {
      Duration wait;
      try {
        return operation.run();
      } catch (IOException | RuntimeException e) {
        if (Interrupts.caused(e)) {
          throw interrupted("Interrupted during a storage operation", e);
        }
        if (attempt == maxAttempts
            || StorageFailure.of(e).kind() != StorageFailure.Kind.TRANSIENT) {
          throw e;
        }
        wait = withPause(StorageFailure.retryAfter(e), pauseUpTo(longest));
        Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - startNanos);
        if (elapsed.plus(wait).compareTo(TIME_LIMIT) > 0) {
          throw e;
        }
      }
      sleep(wait);
      longest = longest.multipliedBy(GROWTH);
    }
  }

  /** At least half of the longest pause, so that every retry waits. */
  private Duration pauseUpTo(Duration longest) {
    return Duration.ofNanos((long) (longest.toNanos() * (1 + random.getAsDouble()) / 2));
  }

  /**
   * Adds the pause to the time that the server requires, so that workers do not all retry at once.
   */
  private static Duration withPause(Optional<Duration> retryAfter, Duration pause) {
    return retryAfter.map(asked -> asked.plus(pause)).orElse(pause);
  }

  private void sleep(Duration wait) throws InterruptedIOException {
    try {
      pause.sleep(wait);
    } catch (InterruptedException e) {
      throw interrupted("Interrupted before a retry of a storage operation", e);
    }
  }

  /** Sets the interrupt flag again, because a client may have cleared it. */
  private static InterruptedIOException interrupted(String message, Exception cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException interrupted = new InterruptedIOException(message);
    interrupted.initCause(cause);
    return interrupted;
  }

  /** A storage operation that is safe to repeat. */
  public interface Attempt<T, X extends Exception> {
    /** Runs the operation once. */
    T run() throws IOException, X;
  }

  /** Sleeps between attempts; replaced in tests. */
  interface Pause {
    void sleep(Duration duration) throws InterruptedException;
  }
}
