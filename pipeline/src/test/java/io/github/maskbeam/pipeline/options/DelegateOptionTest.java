// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.tflite.ExternalDelegate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class DelegateOptionTest {
  @Test
  void thereIsNoDelegateByDefault() throws UsageException {
    assertThat(
        DelegateOption.parse(Optional.empty(), Optional.empty(), "/home"), is(Optional.empty()));
  }

  @Test
  void pathsAreAbsoluteAndOptionsKeepTheirValues() throws UsageException {
    assertThat(parse("/opt/npu.so", ""), is(ExternalDelegate.of("/opt/npu.so", Map.of())));
    assertThat(
        parse("./npu.so", "device=a=b; cache= /tmp;"),
        is(ExternalDelegate.of("/home/npu.so", Map.of("device", "a=b", "cache", " /tmp"))));
    assertThat(parse("/npu.so", "b=1;a=").optionsText(), is("b=1;a="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"device", "=1", "a=1;b", "a=1;a=2"})
  void optionsWithoutOrWithRepeatedKeys(String options) {
    assertThat(refused(Optional.of("/npu.so"), Optional.of(options)), is(invalid()));
  }

  @Test
  void anythingButALocalPath() {
    assertThat(refused(Optional.of("s3://bucket/npu.so"), Optional.empty()), is(invalid()));
    assertThat(refused(Optional.of(""), Optional.empty()), is(invalid()));
  }

  @Test
  void optionsWithoutADelegate() {
    assertThat(refused(Optional.empty(), Optional.of("a=1")), is(invalid()));
  }

  private static ProblemCode invalid() {
    return ProblemCode.OPTION_VALUE_INVALID;
  }

  private static ProblemCode refused(Optional<String> library, Optional<String> options) {
    UsageException e =
        assertThrows(UsageException.class, () -> DelegateOption.parse(library, options, "/home"));
    return e.problems().get(0).code();
  }

  private static ExternalDelegate parse(String library, String options) throws UsageException {
    return DelegateOption.parse(Optional.of(library), Optional.of(options), "/home").get();
  }
}
