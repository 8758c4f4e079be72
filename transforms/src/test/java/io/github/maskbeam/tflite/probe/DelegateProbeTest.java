// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite.probe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.testing.TestDelegate;
import io.github.maskbeam.testing.TestModels;
import io.github.maskbeam.tflite.ExternalDelegate;
import io.github.maskbeam.tflite.InvalidModelException.Reason;
import io.github.maskbeam.tflite.probe.ProbeResult.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A delegate is tried in the child JVM, too, and its errors become part of the message. */
@EnabledOnOs(OS.LINUX)
class DelegateProbeTest {
  @TempDir private static Path directory;
  private static String library;

  @BeforeAll
  static void buildDelegate() throws Exception {
    library = TestDelegate.build(directory).toString();
  }

  @Test
  void acceptsADelegateThatRuns() {
    ProbeResult result = probe(Map.of("mode", "one"));
    assertThat(result.message(), result.outcome(), is(Outcome.RUNS));
  }

  @Test
  void aDelegateThatEndsTheProcessEndsTheChild() {
    ProbeResult result = probe(Map.of("mode", "crash"));
    assertThat(result.message(), result.outcome(), is(Outcome.CRASHED));
    assertThat(result.message(), containsString("delegate " + library));
  }

  @Test
  void reportsTheErrorsOfTheLibraryInTheMessage() {
    assertThat(
        refused("fail_create", Reason.DELEGATE_NOT_CREATED),
        containsString("the test delegate finds no device npu-ä"));
    assertThat(
        refused("fail_prepare", Reason.DELEGATE_NOT_PREPARED),
        containsString("the test delegate rejects the graph on device npu-ä"));
    assertThat(
        refused("fail_kernel", Reason.DELEGATE_NOT_PREPARED),
        containsString("the test kernel cannot be prepared"));
  }

  @Test
  void refusesWhatIsNotALibrary() throws Exception {
    Path text = Files.writeString(directory.resolve("text.so"), "not a library");
    ProbeResult result =
        ModelProbe.probe(
            TestModels.addOne(1, 2), Optional.of(ExternalDelegate.of(text.toString(), Map.of())));
    assertThat(result.reason(), is(Reason.DELEGATE_NOT_LOADED));
  }

  private static String refused(String mode, Reason reason) {
    ProbeResult result = probe(Map.of("mode", mode, "device", "npu-ä"));
    assertThat(result.message(), result.reason(), is(reason));
    assertThat(
        result.message(), allOf(containsString(library), containsString("--delegateOptions")));
    return result.message();
  }

  private static ProbeResult probe(Map<String, String> options) {
    return ModelProbe.probe(
        TestModels.addOne(1, 2), Optional.of(ExternalDelegate.of(library, options)));
  }
}
