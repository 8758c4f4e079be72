// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;

class RetriesTest {
  private final List<Long> pausesMs = new ArrayList<>();
  private final Queue<Double> random = new ArrayDeque<>(List.of(0.0, 1.0, 0.5));
  private final Retries retries =
      new Retries(
          4, Duration.ofMillis(100), pause -> pausesMs.add(pause.toMillis()), random::remove);

  @Test
  void callsOnceOnSuccess() throws IOException {
    assertThat(retries.call(failing(0, new IOException())), is(1));
    assertThat(pausesMs, is(empty()));
  }

  @Test
  void pausesGrowWithJitter() throws IOException {
    assertThat(retries.call(failing(3, new IOException("reset"))), is(4));
    assertThat(pausesMs, contains(50L, 400L, 1200L));
  }

  @Test
  void limitsAttempts() {
    IOException last = new IOException("reset");
    Attempts attempts = failing(4, last);
    assertThat(
        assertThrows(IOException.class, () -> retries.call(attempts)), is(sameInstance(last)));
    assertThat(attempts.made, is(4));
  }

  @Test
  void doesNotRetryPermanentFailures() {
    for (IOException e : List.of(new FileNotFoundException("x"), new AccessDeniedException("x"))) {
      Attempts attempts = failing(1, e);
      assertThrows(e.getClass(), () -> retries.call(attempts));
      assertThat(attempts.made, is(1));
    }
    assertThrows(
        IllegalStateException.class,
        () ->
            retries.call(
                () -> {
                  throw new IllegalStateException();
                }));
    assertThat(pausesMs, is(empty()));
  }

  @Test
  void stopsWaitingWhenInterrupted() {
    Retries interrupted =
        new Retries(
            4,
            Duration.ofMillis(100),
            pause -> {
              throw new InterruptedException();
            },
            () -> 0);
    assertThrows(
        InterruptedIOException.class, () -> interrupted.call(failing(1, new IOException())));
    assertThat(Thread.interrupted(), is(true));
  }

  @Test
  void anInterruptThatTheClientTookIsNotTriedAgain() {
    for (Exception cause :
        List.of(
            new InterruptedIOException("interrupted"),
            new IOException(new InterruptedException()),
            AbortedException.create("interrupted"))) {
      Attempts attempts = failing(1, new IOException(cause));
      assertThrows(InterruptedIOException.class, () -> retries.call(attempts));
      assertThat(Thread.interrupted(), is(true));
      assertThat(attempts.made, is(1));
    }
  }

  @Test
  void aTimeOutIsNoInterrupt() throws IOException {
    assertThat(retries.call(failing(1, new SocketTimeoutException("Read timed out"))), is(2));
  }

  private static Attempts failing(int times, IOException e) {
    return new Attempts(times, e);
  }

  private static final class Attempts implements Retries.Attempt<Integer, RuntimeException> {
    private final int failures;
    private final IOException failure;
    private int made;

    private Attempts(int failures, IOException failure) {
      this.failures = failures;
      this.failure = failure;
    }

    @Override
    public Integer run() throws IOException {
      made++;
      if (made <= failures) {
        throw failure;
      }
      return made;
    }
  }
}
