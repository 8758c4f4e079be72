// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite.probe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.testing.TestModels;
import io.github.maskbeam.tflite.probe.ProbeResult.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.schema.TensorType;

/** Models with changed bytes. This JVM opens those that a child JVM accepts. */
class ModelMutantsTest {
  private static final int MUTANTS = 300;
  private static final int MOST_CHANGES = 4;
  private static final ProbeLimits LIMITS = ProbeLimits.of(Duration.ofMinutes(5), 1L << 30);

  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

  @Test
  void thisJvmOpensWhatAChildAccepts() throws IOException {
    ByteBuffer whole = TestModels.addTwoQuantized(TensorType.UINT8, 128, 1, 4);
    Random random = new Random(11);
    ProbeProcess process = ProbeProcess.start(LIMITS);
    try {
      for (int i = 0; i < MUTANTS; i++) {
        ByteBuffer mutant = mutant(whole, random);
        ProbeResult result = process.probe(mutant);
        outcomes.merge(result.outcome(), 1, Integer::sum);
        if (result.outcome() == Outcome.RUNS) {
          assertThat(
              "mutant " + i,
              TrialRun.of(ProbeRequest.of(mutant, Optional.empty())).outcome(),
              is(Outcome.RUNS));
        } else if (result.outcome() != Outcome.REFUSED) {
          process.close();
          process = ProbeProcess.start(LIMITS);
        }
      }
    } finally {
      process.close();
    }
    assertThat(outcomes, allOf(hasKey(Outcome.RUNS), hasKey(Outcome.REFUSED)));
    assertThat(
        "mutants that end a process", outcomes.getOrDefault(Outcome.CRASHED, 0), greaterThan(0));
  }

  private static ByteBuffer mutant(ByteBuffer whole, Random random) {
    ByteBuffer mutant = ByteBuffer.allocateDirect(whole.limit()).order(ByteOrder.nativeOrder());
    mutant.put(whole.duplicate()).flip();
    int changes = 1 + random.nextInt(MOST_CHANGES);
    for (int i = 0; i < changes; i++) {
      mutant.put(random.nextInt(mutant.limit()), (byte) random.nextInt(256));
    }
    return mutant;
  }
}
