// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.jna.NativeLibrary;
import io.github.maskbeam.testing.TestDelegate;
import io.github.maskbeam.testing.TestModels;
import io.github.maskbeam.tflite.InvalidModelException.Reason;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.InterpreterApi;

/** On a delegate that adds 10 where the model adds 1. */
@EnabledOnOs(OS.LINUX)
class ExternalDelegateTest {
  @TempDir private static Path directory;
  private static String library;

  @BeforeAll
  static void buildDelegate() throws Exception {
    library = TestDelegate.build(directory).toString();
  }

  @AfterEach
  void requireThatEveryDelegateIsDestroyedAfterItsInterpreter() {
    assertThat(counted("test_delegates"), is(0));
    assertThat(counted("test_destroyed_in_use"), is(0));
  }

  @Test
  void runsTheOperatorThatTheDelegateTakes() {
    try (TfliteInterpreter interpreter = open(TestModels.addOne(1, 3), Map.of("mode", "one"))) {
      assertThat(run(interpreter), is(new float[] {11, 12, 13}));
      Delegation delegation = interpreter.delegation();
      assertThat(delegation.externalOperators().get(), is(DelegatedOperators.of(1, 1, "ADD 0")));
      assertThat(delegation.xnnpackOperators(), is(DelegatedOperators.of(0, 0, "")));
      assertThat(delegation.delegatedOperatorCount(), is(1));
      assertThat(counted("test_delegates"), is(1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "static"})
  void xnnpackRunsWhatTheDelegateDoesNotTake(String mode) {
    try (TfliteInterpreter interpreter =
        open(TestModels.sumAndProduct(1, 2), Map.of("mode", mode))) {
      Delegation delegation = interpreter.delegation();
      assertThat(delegation.externalOperators().get(), is(DelegatedOperators.of(1, 1, "ADD 0")));
      assertThat(delegation.xnnpackOperators(), is(DelegatedOperators.of(1, 1, "MUL 1")));
      assertThat(delegation.plainOperators(), is(DelegatedOperators.of(0, 0, "")));
      float[][] sum = new float[1][2];
      float[][] product = new float[1][2];
      float[][] left = {{1, 2}};
      float[][] right = {{5, 7}};
      interpreter.runForMultipleInputsOutputs(
          new Object[] {left, right}, Map.of(0, sum, 1, product));
      assertThat(sum[0], is(new float[] {11, 12}));
      assertThat(product[0], is(new float[] {5, 14}));
    }
  }

  @Test
  void xnnpackRunsEverythingIfTheDelegateTakesNothing() {
    try (TfliteInterpreter interpreter = open(TestModels.addOne(1, 3), Map.of())) {
      assertThat(run(interpreter), is(new float[] {2, 3, 4}));
      Delegation delegation = interpreter.delegation();
      assertThat(delegation.externalOperators().get(), is(DelegatedOperators.of(0, 0, "")));
      assertThat(delegation.xnnpackOperators(), is(DelegatedOperators.of(1, 1, "ADD 0")));
    }
  }

  @Test
  void eachInterpreterHasItsOwnDelegate() {
    ByteBuffer model = TestModels.addOne(1, 3);
    try (TfliteInterpreter first = open(model, Map.of("mode", "one"))) {
      try (TfliteInterpreter second = open(model, Map.of("mode", "one"))) {
        assertThat(counted("test_delegates"), is(2));
        assertThat(run(second), is(new float[] {11, 12, 13}));
      }
      assertThat(counted("test_delegates"), is(1));
      assertThat(run(first), is(new float[] {11, 12, 13}));
    }
  }

  @Test
  void plainKernelsAndTheDelegateRunWhatXnnpackCannotPrepare() {
    try (TfliteInterpreter interpreter =
        open(TestModels.notForXnnpack(1, 1), Map.of("mode", "one"))) {
      Delegation delegation = interpreter.delegation();
      assertThat(delegation.isXnnpackRejected(), is(true));
      assertThat(delegation.externalOperators().get(), is(DelegatedOperators.of(0, 0, "")));
      assertThat(counted("test_delegates"), is(1));
    }
  }

  @Test
  void reportsADelegateThatIsNotCreated() {
    InvalidModelException e = refused(Map.of("mode", "fail_create", "device", "npu-ä7"));
    assertThat(e.reason(), is(Reason.DELEGATE_NOT_CREATED));
    assertThat(
        e.getMessage(),
        allOf(containsString(library), containsString("the test delegate finds no device npu-ä7")));
  }

  @Test
  void reportsADelegateThatCannotPrepareTheModel() {
    assertThat(refused(Map.of("mode", "fail_prepare")).reason(), is(Reason.DELEGATE_NOT_PREPARED));
    assertThat(refused(Map.of("mode", "fail_kernel")).reason(), is(Reason.DELEGATE_NOT_PREPARED));
  }

  @Test
  void doesNotBlameTheDelegateForAModelThatCannotBeRun() {
    ByteBuffer noInputs = TestModels.builtinOperator(0, 1);
    InvalidModelException e =
        assertThrows(InvalidModelException.class, () -> open(noInputs, Map.of()));
    assertThat(e.reason(), is(Reason.NOT_RUNNABLE));
  }

  @Test
  void reportsWhatIsNotALibraryOfADelegate(@TempDir Path other) throws Exception {
    Path text = Files.writeString(other.resolve("text.so"), "not a library");
    String notALibrary = refusedLibrary(text);
    assertThat(notALibrary, containsString("cannot be loaded"));
    assertThat(notALibrary.lines().count(), is(1L));
    assertThat(refusedLibrary(other), containsString("is not a file"));
    assertThat(refusedLibrary(other.resolve("none.so")), containsString("does not exist"));
    assertThat(
        refusedLibrary(TestDelegate.buildOther(other)),
        containsString("without the functions tflite_plugin_create_delegate"));
  }

  private static String refusedLibrary(Path path) {
    ExternalDelegate delegate = ExternalDelegate.of(path.toString(), Map.of());
    InvalidModelException e =
        assertThrows(InvalidModelException.class, () -> open(TestModels.addOne(1, 3), delegate));
    assertThat(e.reason(), is(Reason.DELEGATE_NOT_LOADED));
    assertThat(e.getMessage(), containsString(path.toString()));
    return e.getMessage();
  }

  private static InvalidModelException refused(Map<String, String> options) {
    return assertThrows(InvalidModelException.class, () -> open(TestModels.addOne(1, 3), options));
  }

  private static TfliteInterpreter open(ByteBuffer model, Map<String, String> options) {
    return open(model, ExternalDelegate.of(library, options));
  }

  private static TfliteInterpreter open(ByteBuffer model, ExternalDelegate delegate) {
    return TfliteInterpreter.open(
        model, new InterpreterApi.Options().setNumThreads(1).addDelegateFactory(delegate));
  }

  private static float[] run(TfliteInterpreter interpreter) {
    float[][] scores = new float[1][3];
    interpreter.run(new float[][] {{1, 2, 3}}, scores);
    return scores[0];
  }

  private static int counted(String function) {
    return NativeLibrary.getInstance(library).getFunction(function).invokeInt(new Object[0]);
  }
}
