// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LookupsTest {
  private final Lookups<Integer> lookups = new Lookups<>();

  @AfterEach
  void close() {
    lookups.close();
  }

  @Test
  void resultsComeInTheOrderOfTheirLookups() throws Exception {
    List<Integer> results = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      int number = i;
      lookups.add(() -> number);
      while (lookups.isFull()) {
        results.add(lookups.next());
      }
    }
    while (!lookups.isEmpty()) {
      results.add(lookups.next());
    }
    assertThat(results, is(IntStream.range(0, 1000).boxed().collect(Collectors.toList())));
  }

  @Test
  void lookupsRunAtOnce() throws Exception {
    // Neither of them ends if one waits for the end of the other.
    CountDownLatch both = new CountDownLatch(2);
    Callable<Integer> lookup =
        () -> {
          both.countDown();
          both.await();
          return 1;
        };
    lookups.add(lookup);
    lookups.add(lookup);
    assertThat(lookups.next() + lookups.next(), is(2));
  }

  @Test
  void aFailureIsThatOfTheLookup() {
    lookups.add(
        () -> {
          throw new FileNotFoundException("gone");
        });
    lookups.add(
        () -> {
          throw new IllegalStateException("broken");
        });
    IOException failure = assertThrows(IOException.class, lookups::next);
    assertThat(failure.getMessage(), is("gone"));
    assertThat(failure.getCause(), instanceOf(FileNotFoundException.class));
    assertThat(assertThrows(IllegalStateException.class, lookups::next).getMessage(), is("broken"));
  }
}
