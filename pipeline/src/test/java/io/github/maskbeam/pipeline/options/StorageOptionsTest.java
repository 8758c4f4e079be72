// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorageOptionsTest {
  @Test
  void whatIsNoOptionOfStorageIsNamed() {
    assertThat(
        Problems.of(() -> StorageOptions.ready(List.of("--nope=1"), List.of(), "query")),
        contains(
            Problem.of(
                ProblemCode.OPTION_UNKNOWN,
                "--nope=1 is neither an option of 'maskbeam query' nor of storage. 'maskbeam query --help' lists the options.")));
  }

  @Test
  void aPathThatTheJvmCouldNotDecodeIsRefused() {
    List<String> undecoded = List.of("--awsRegion=Z\uFFFD\uFFFDrich");
    assertThat(
        Problems.codes(Problems.of(() -> StorageOptions.ready(List.of(), undecoded, "query"))),
        contains(ProblemCode.ARGUMENT_NOT_TEXT));
    assertThat(
        Problems.codes(Problems.of(() -> StorageOptions.ready(undecoded, List.of(), "query"))),
        contains(ProblemCode.ARGUMENT_NOT_TEXT));
  }
}
