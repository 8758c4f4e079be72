// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.testing.CommittedFile;
import io.github.maskbeam.testing.demo.ColorPrototype;
import io.github.maskbeam.testing.demo.DemoClass;
import io.github.maskbeam.testing.demo.DemoNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.support.metadata.MetadataExtractor;
import org.tensorflow.lite.support.metadata.schema.ColorSpaceType;
import org.tensorflow.lite.support.metadata.schema.ImageProperties;
import org.tensorflow.lite.support.metadata.schema.NormalizationOptions;

class DemoModelTest {

  private static final int SIZE = DemoNetwork.OUTPUT_SIZE_PX;
  private static final int CLASSES = DemoClass.values().length;

  private InterpreterApi interpreter;

  @BeforeEach
  void openInterpreter() {
    interpreter = InterpreterApi.create(DemoModel.read(), new InterpreterApi.Options());
  }

  @AfterEach
  void closeInterpreter() {
    interpreter.close();
  }

  @Test
  void isExactlyWhatItsNetworkBuilds() throws IOException {
    byte[] model = new byte[DemoNetwork.build().remaining()];
    DemoNetwork.build().get(model);

    CommittedFile.at("src/main/resources/io/github/maskbeam/model/demo.tflite")
        .requireContent(model);
  }

  @Test
  void isTheSameAtEveryCall() {
    assertThat(DemoModel.read(), equalTo(DemoModel.read()));
    assertThat(DemoNetwork.build(), equalTo(DemoNetwork.build()));
  }

  @Test
  void comesInTheBufferThatTheRuntimeWants() {
    ByteBuffer model = DemoModel.read();

    assertThat(model.isDirect(), is(true));
    assertThat(model.order(), is(ByteOrder.nativeOrder()));
    assertThat(model.position(), is(0));
    assertThat(model.limit(), is(model.capacity()));
  }

  @Test
  void keepsItsWeightsWhereTheSchemaWantsThem() {
    Model model = Model.getRootAsModel(DemoModel.read().order(ByteOrder.LITTLE_ENDIAN));

    for (int i = 0; i < model.buffersLength(); i++) {
      ByteBuffer data = model.buffers(i).dataAsByteBuffer();
      if (data != null) {
        assertThat("position of buffer " + i, data.position() % 16, is(0));
      }
    }
  }

  @Test
  void keepsTheContractOfASegmentationModel() {
    assertThat(interpreter.getInputTensorCount(), is(1));
    assertThat(interpreter.getInputTensor(0).dataType(), is(DataType.FLOAT32));
    assertThat(interpreter.getInputTensor(0).shape(), is(new int[] {1, 256, 256, 3}));
    assertThat(interpreter.getOutputTensorCount(), is(1));
    assertThat(interpreter.getOutputTensor(0).dataType(), is(DataType.FLOAT32));
    assertThat(interpreter.getOutputTensor(0).shape(), is(new int[] {1, 128, 128, 9}));
  }

  @Test
  void namesItsClassesInTheOrderThatSuitsTheVocColors() {
    assertThat(
        DemoNetwork.labels(),
        contains(
            "background",
            "vehicle",
            "vegetation",
            "ground",
            "water",
            "road",
            "sky",
            "building",
            "mountain"));
  }

  @Test
  void tellsItsLabelsAndNormalizationToTheOfficialReader() throws IOException {
    MetadataExtractor metadata = new MetadataExtractor(DemoModel.read());

    String labelFile = metadata.getOutputTensorMetadata(0).associatedFiles(0).name();
    assertThat(lines(metadata, labelFile), is(DemoNetwork.labels()));
    NormalizationOptions normalization = new NormalizationOptions();
    metadata.getInputTensorMetadata(0).processUnits(0).options(normalization);
    assertThat(normalization.mean(0), is(127.5f));
    assertThat(normalization.std(0), is(127.5f));
    ImageProperties properties = new ImageProperties();
    metadata.getInputTensorMetadata(0).content().contentProperties(properties);
    assertThat(properties.colorSpace(), is(ColorSpaceType.RGB));
  }

  private static List<String> lines(MetadataExtractor metadata, String file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(metadata.getAssociatedFile(file), StandardCharsets.UTF_8))) {
      return reader.lines().collect(Collectors.toList());
    }
  }

  @ParameterizedTest
  @MethodSource("prototypes")
  void findsTheClassOfEachColorItKnows(ColorPrototype prototype) {
    float[][][][] scores = scoresOfPlainImage(prototype.rgb());

    int rowsWon = 0;
    for (float[][] row : scores[0]) {
      if (best(row[SIZE / 2]) == prototype.demoClass().id()) {
        rowsWon++;
      }
    }
    // Not in all rows: a dark spot is a tyre below and a silhouette above.
    assertThat(
        String.format("rows of color %06x", prototype.rgb()),
        rowsWon,
        is(greaterThanOrEqualTo(SIZE / 4)));
  }

  static List<ColorPrototype> prototypes() {
    return ColorPrototype.all();
  }

  @Test
  void givesEachPixelTheSameTotalScoreAlsoAtTheEdges() {
    float[][][][] scores = scoresOfPlainImage(0x808080);

    for (float[][] row : scores[0]) {
      for (float[] pixel : row) {
        double sum = 0;
        for (float score : pixel) {
          sum += score;
        }
        assertThat(sum, is(closeTo(8, 1e-3)));
      }
    }
  }

  private float[][][][] scoresOfPlainImage(int rgb) {
    float[] pixel = new float[3];
    for (int channel = 0; channel < 3; channel++) {
      pixel[channel] = ((rgb >> (8 * (2 - channel)) & 0xff) - 127.5f) / 127.5f;
    }
    int size = DemoNetwork.INPUT_SIZE_PX;
    ByteBuffer input =
        ByteBuffer.allocateDirect(size * size * 3 * Float.BYTES).order(ByteOrder.nativeOrder());
    while (input.hasRemaining()) {
      input.putFloat(pixel[0]).putFloat(pixel[1]).putFloat(pixel[2]);
    }
    input.rewind();
    float[][][][] scores = new float[1][SIZE][SIZE][CLASSES];
    interpreter.run(input, scores);
    return scores;
  }

  private static int best(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }
}
