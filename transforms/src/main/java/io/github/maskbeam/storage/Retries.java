// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Tries again what failed for a moment: a few times, after pauses that grow, and that differ
 * between workers so that they do not all come back at once. What will not go well is not tried
 * again.
 */
public final class Retries {
  private static final int GROWTH = 4;

  private static final Retries STANDARD =
      new Retries(
          4,
          Duration.ofMillis(250),
          pause -> Thread.sleep(pause.toMillis()),
          () -> ThreadLocalRandom.current().nextDouble());

  private final int tries;
  private final Duration first;
  private final Pause pause;
  private final DoubleSupplier random;

  Retries(int tries, Duration first, Pause pause, DoubleSupplier random) {
    this.tries = tries;
    this.first = first;
    this.pause = pause;
    this.random = random;
  }

  /** Four tries, within about 5 s of pauses. */
  public static Retries standard() {
    return STANDARD;
  }

  /**
   * The attempt's result.
   *
   * @throws IOException what the last try threw, which may as well be a RuntimeException
   * @throws InterruptedIOException if the thread is to end, which it still knows then
   * @throws X what is not storage's doing, and so is not tried again
   */
  public <T, X extends Exception> T call(Attempt<T, X> attempt) throws IOException, X {
    Duration longest = first;
    for (int tried = 1; ; tried++) {
      try {
        return attempt.run();
      } catch (IOException | RuntimeException e) {
        if (Interrupts.caused(e)) {
          throw interrupted("Interrupted while a file was read or written", e);
        }
        if (tried == tries || StorageFailure.of(e).kind() != StorageFailure.Kind.TRANSIENT) {
          throw e;
        }
      }
      pauseUpTo(longest);
      longest = longest.multipliedBy(GROWTH);
    }
  }

  private void pauseUpTo(Duration longest) throws InterruptedIOException {
    // From half of it on, so that the server does get some rest.
    long nanos = (long) (longest.toNanos() * (1 + random.getAsDouble()) / 2);
    try {
      pause.sleep(Duration.ofNanos(nanos));
    } catch (InterruptedException e) {
      throw interrupted("Interrupted before a file was tried again", e);
    }
  }

  /** A client may have cleared the thread's interrupt flag. */
  private static InterruptedIOException interrupted(String message, Exception cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException interrupted = new InterruptedIOException(message);
    interrupted.initCause(cause);
    return interrupted;
  }

  /** What may be tried more than once. */
  public interface Attempt<T, X extends Exception> {
    /** Tries. */
    T run() throws IOException, X;
  }

  /** Waits. */
  interface Pause {
    void sleep(Duration duration) throws InterruptedException;
  }
}
