// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A failure of a fuzz test is worth something only if its seed makes the same mutant again. */
class MutatorTest {
  private static final int SEEDS = 1_000;

  @Test
  void theSameSeedMakesTheSameMutantAndAnotherSeedAnother() {
    List<byte[]> files = List.of(new byte[300], TestImages.imageIo(TestImages.busy(9, 7), "png"));
    List<byte[]> originals = List.of(files.get(0).clone(), files.get(1).clone());
    Set<ByteBuffer> mutants = new HashSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      byte[] mutant = Mutator.mutant(files, seed);
      assertThat("seed " + seed, Mutator.mutant(files, seed), is(mutant));
      mutants.add(ByteBuffer.wrap(mutant));
    }
    assertThat("different mutants", mutants.size(), greaterThan(SEEDS * 9 / 10));
    assertThat("the files themselves stay as they are", files.get(0), is(originals.get(0)));
    assertThat(files.get(1), is(originals.get(1)));
  }
}
