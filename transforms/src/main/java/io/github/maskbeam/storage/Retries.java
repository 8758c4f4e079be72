// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Retries storage operations after transient errors, with exponential backoff and jitter, so that
 * workers do not all retry at once. Permanent errors are not retried. Immutable and thread-safe.
 */
public final class Retries {
  private static final int GROWTH = 4;

  private static final Retries STANDARD =
      new Retries(
          4,
          Duration.ofMillis(250),
          pause -> Thread.sleep(pause.toMillis()),
          () -> ThreadLocalRandom.current().nextDouble());

  private final int maxAttempts;
  private final Duration first;
  private final Pause pause;
  private final DoubleSupplier random;

  Retries(int maxAttempts, Duration first, Pause pause, DoubleSupplier random) {
    this.maxAttempts = maxAttempts;
    this.first = first;
    this.pause = pause;
    this.random = random;
  }

  /** Up to four attempts, with pauses of about 5 s in total. */
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
    for (int attempt = 1; ; attempt++) {
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
      }
      pauseUpTo(longest);
      longest = longest.multipliedBy(GROWTH);
    }
  }

  private void pauseUpTo(Duration longest) throws InterruptedIOException {
    // At least half of it, so that every retry waits.
    long nanos = (long) (longest.toNanos() * (1 + random.getAsDouble()) / 2);
    try {
      pause.sleep(Duration.ofNanos(nanos));
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
