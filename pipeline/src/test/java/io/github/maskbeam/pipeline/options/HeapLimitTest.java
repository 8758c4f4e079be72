// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.Test;

class HeapLimitTest {
  private static final long GIB = 1L << 30;

  @Test
  void manyImagesForTheHeapAreAWarning() throws Exception {
    PipelineOptions direct = OptionsParser.parse(List.of()).options();
    long limit = HeapLimit.IMAGES_PER_GIB;
    assertThat(HeapLimit.problem(direct, limit, GIB), is(Optional.empty()));
    assertThat(
        HeapLimit.problem(direct, limit + 1, GIB).map(Problem::code),
        is(Optional.of(ProblemCode.HEAP_SMALL_FOR_IMAGES)));
    assertThat(HeapLimit.problem(direct, 2 * limit, 2 * GIB), is(Optional.empty()));
    assertThat(HeapLimit.problem(direct, limit, GIB / 2).isPresent(), is(true));
  }
}
