// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.testing.TestModels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.schema.TensorType;

/** Which inputs and outputs run() accepts, and how it rejects others. */
class InputsAndOutputsTest {

  private static final InterpreterApi.Options DEFAULTS = new InterpreterApi.Options();

  private InterpreterApi addOne;

  @BeforeEach
  void open() {
    addOne = InterpreterApi.create(TestModels.addOne(1, 2, 2), DEFAULTS);
  }

  @AfterEach
  void close() {
    addOne.close();
  }

  static Stream<FloatBuffer> floatBuffers() {
    return Stream.of(
        FloatBuffer.allocate(4),
        ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder()).asFloatBuffer(),
        ByteBuffer.allocateDirect(16).order(ByteOrder.BIG_ENDIAN).asFloatBuffer());
  }

  @ParameterizedTest
  @MethodSource("floatBuffers")
  void acceptsFloatBuffersOfAnyKind(FloatBuffer buffer) {
    buffer.put(new float[] {1, 2, 3, 4});
    // The position is at the end, but run() reads the whole buffer.
    FloatBuffer out = FloatBuffer.allocate(4);
    addOne.run(buffer, out);
    assertThat(buffer.position(), equalTo(4));
    assertThat(out.array(), equalTo(new float[] {2, 3, 4, 5}));
    buffer.rewind();
    addOne.run(out, buffer);
    assertThat(buffer.position(), equalTo(4));
    assertThat(buffer.get(3), equalTo(6f));
  }

  @Test
  void acceptsByteBuffersInNativeOrderForAnyType() {
    ByteBuffer heap = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    heap.asFloatBuffer().put(new float[] {1, 2, 3, 4});
    ByteBuffer direct = ByteBuffer.allocateDirect(20).order(ByteOrder.nativeOrder()).putFloat(9);
    addOne.run(heap, direct);
    assertThat("bytes before the position", direct.getFloat(0), equalTo(9f));
    assertThat(direct.getFloat(16), equalTo(5f));
    assertThat(direct.hasRemaining(), equalTo(false));
  }

  @Test
  void writesClassIdsToLongAndIntBuffers() {
    FloatBuffer scores = FloatBuffer.wrap(new float[] {0, 1, 1, 0});
    LongBuffer longs = LongBuffer.allocate(2);
    ByteBuffer model = TestModels.classIds(TensorType.INT64, 1, 2, 2);
    try (InterpreterApi interpreter = InterpreterApi.create(model, DEFAULTS)) {
      interpreter.run(scores, longs);
      assertThat(
          rejection(interpreter, scores, IntBuffer.allocate(2)), containsString("INT64 elements"));
    }
    assertThat(longs.array(), equalTo(new long[] {1, 0}));
    IntBuffer ints = IntBuffer.allocate(2);
    model = TestModels.classIds(TensorType.INT32, 1, 2, 2);
    try (InterpreterApi interpreter = InterpreterApi.create(model, DEFAULTS)) {
      interpreter.run(scores, ints);
    }
    assertThat(ints.array(), equalTo(new int[] {1, 0}));
  }

  @Test
  void rejectsWrongBufferSizes() {
    FloatBuffer good = FloatBuffer.allocate(4);
    assertThat(
        rejection(addOne, ByteBuffer.allocate(15), good),
        allOf(containsString("'image' has 16 bytes"), containsString("15 bytes")));
    assertThat(
        rejection(addOne, FloatBuffer.allocate(5), good),
        allOf(containsString("16 bytes"), containsString("20 bytes")));
    FloatBuffer full = FloatBuffer.allocate(4).position(1);
    assertThat(
        rejection(addOne, good, full),
        allOf(containsString("'scores' has 16 bytes"), containsString("12 bytes remaining")));
  }

  @Test
  void rejectsWrongTypes() {
    float[][][] good = new float[1][2][2];
    assertThat(
        rejection(addOne, new int[1][2][2], good),
        allOf(containsString("FLOAT32 elements"), containsString("int[][][]")));
    assertThat(rejection(addOne, good, new byte[16]), containsString("byte[]"));
    assertThat(rejection(addOne, new Float[] {1f}, good), containsString("Float[]"));
    assertThat(rejection(addOne, "text", good), containsString("String"));
    assertThat(rejection(addOne, 1f, good), containsString("the value is Float"));
  }

  @Test
  void rejectsWrongArrayShapes() {
    float[][][] good = new float[1][2][2];
    assertThat(
        rejection(addOne, good, new float[1][2][3]),
        allOf(containsString("[1, 2, 2]"), containsString("[1, 2, 3]")));
    float[][][] ragged = {{{1, 2}, {3}}};
    assertThat(rejection(addOne, ragged, good), containsString("rows of different lengths"));
    assertThat(rejection(addOne, new float[1][2][0], good), containsString("empty dimensions"));
    assertThat(rejection(addOne, new float[1][2][], good), containsString("null row"));
  }

  @Test
  void resizesTheInputToTheShapeOfAnArray() {
    float[][][] out = new float[3][2][2];
    addOne.run(new float[][][] {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}, {{9, 10}, {11, 12}}}, out);
    assertThat(out[2][1], equalTo(new float[] {12, 13}));
    assertThat(addOne.getOutputTensor(0).shape(), equalTo(new int[] {3, 2, 2}));
  }

  @Test
  void runAllocatesTensorsAfterAResize() {
    addOne.resizeInput(0, new int[] {1, 1, 3});
    assertThat(
        assertThrows(
                IllegalArgumentException.class, () -> addOne.getInputTensor(0).asReadOnlyBuffer())
            .getMessage(),
        containsString("allocateTensors()"));
    FloatBuffer out = FloatBuffer.allocate(3);
    addOne.run(FloatBuffer.wrap(new float[] {1, 2, 3}), out);
    assertThat(out.array(), equalTo(new float[] {2, 3, 4}));
    addOne.resizeInput(0, new int[] {2, 1, 1});
    addOne.allocateTensors();
    assertThat(addOne.getOutputTensor(0).shape(), equalTo(new int[] {2, 1, 1}));
    assertThat(addOne.getInputTensor(0).asReadOnlyBuffer().remaining(), equalTo(8));
  }

  @Test
  void needsANewInputBufferAfterAResize() {
    TfliteInterpreter interpreter = (TfliteInterpreter) addOne;
    interpreter.inputBuffer(0);
    interpreter.resizeInput(0, new int[] {1, 1, 1});
    assertThat(rejection(interpreter, null, null), containsString("inputBuffer(0)"));
    interpreter.inputBuffer(0).putFloat(1);
    interpreter.run(null, null);
    assertThat(interpreter.getOutputTensor(0).asReadOnlyBuffer().getFloat(), equalTo(2f));
  }

  @Test
  void strictResizeChangesOnlyDynamicDimensions() {
    ByteBuffer model = TestModels.addOneToAnyBatch(1, 2);
    try (InterpreterApi interpreter = InterpreterApi.create(model, DEFAULTS)) {
      assertThat(interpreter.getInputTensor(0).shapeSignature(), equalTo(new int[] {-1, 2}));
      interpreter.resizeInput(0, new int[] {3, 2}, true);
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> interpreter.resizeInput(0, new int[] {3, 5}, true));
      assertThat(e.getMessage(), containsString("[-1, 2] cannot be resized to [3, 5]"));
      float[][] out = new float[3][2];
      interpreter.run(new float[][] {{1, 2}, {3, 4}, {5, 6}}, out);
      assertThat(out[2], equalTo(new float[] {6, 7}));
    }
  }

  @Test
  void rejectsEmptyAndHugeShapes() {
    for (int[] shape : new int[][] {{1, 0, 2}, {1, -1, 2}, {1, 40_000, 40_000}, {-1 >>> 1}}) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> addOne.resizeInput(0, shape));
      assertThat(e.getMessage(), containsString("at most 2 GiB"));
    }
    addOne.run(new float[1][2][2], new float[1][2][2]);
  }

  @Test
  void rejectsResizingTheChannelsOfAnImage() {
    ByteBuffer model = TestModels.pixelScores(2, 2, new float[][] {{1, 2, 3}}, new float[1]);
    try (InterpreterApi interpreter = InterpreterApi.create(model, DEFAULTS)) {
      // Native code would corrupt memory and abort the process.
      assertThat(
          rejection(interpreter, new float[1][2][2][255], new float[1][2][2][1]),
          allOf(containsString("[1, 2, 2, 3]"), containsString("[1, 2, 2, 255]")));
      assertThat(
          rejection(interpreter, new float[2][2][3], new float[1][2][2][1]),
          containsString("rank and channels are fixed"));
      float[][][][] out = new float[2][3][4][1];
      float[][][][] in = new float[2][3][4][3];
      in[1][2][3] = new float[] {1, 2, 3};
      interpreter.run(in, out);
      assertThat(out[1][2][3][0], equalTo(14f));
    }
  }

  private static String rejection(InterpreterApi interpreter, Object input, Object output) {
    return assertThrows(IllegalArgumentException.class, () -> interpreter.run(input, output))
        .getMessage();
  }
}
