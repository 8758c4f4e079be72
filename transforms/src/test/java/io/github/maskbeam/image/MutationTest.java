// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;

/** Changed at random, a file gives an image or an {@link ImageException}, and nothing else. */
class MutationTest {
  private static final long SEED = 20261122;
  private static final Duration BUDGET = Duration.ofSeconds(4);

  @Test
  @Timeout(60)
  void nothingButImageExceptionComesOut() {
    Random random = new Random(SEED);
    byte[][] files = TruncationTest.files().map(MutationTest::file).toArray(byte[][]::new);
    long end = System.nanoTime() + BUDGET.toNanos();
    int failures = 0;
    for (int i = 0; System.nanoTime() < end; i++) {
      byte[] mutant = mutate(files[i % files.length], random);
      String outcome = Decoding.outcome(mutant);
      failures += Character.isDigit(outcome.charAt(0)) ? 0 : 1;
    }
    assertThat("mutants that were refused", failures, greaterThan(100));
  }

  private static byte[] file(Arguments arguments) {
    return (byte[]) arguments.get()[1];
  }

  private static byte[] mutate(byte[] file, Random random) {
    byte[] mutant = file.clone();
    int changes = 1 + random.nextInt(8);
    // Headers are short, so half of the changes go there.
    int range = random.nextBoolean() ? Math.min(200, mutant.length) : mutant.length;
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(range);
      mutant[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : -random.nextInt(2));
    }
    return mutant;
  }
}
