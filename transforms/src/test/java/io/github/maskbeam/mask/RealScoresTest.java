// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.testing.SharedFiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.Collections;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.InterpreterApi;

/** Upsamples the scores of DeepLab for photographs, computed without {@code Segmenter}. */
class RealScoresTest {
  private static final int SIDE = 257;
  private static final int CLASSES = 21;

  @ParameterizedTest
  @ValueSource(strings = {"cat_1080p.jpg", "pets.jpg", "stc.jpg", "owl.jpg"})
  void equalsInterpolationEverywhere(String photo) throws Exception {
    byte[] content = Files.readAllBytes(SharedFiles.shared("images/photos/" + photo));
    ImageHeader header = FormatReaders.header(content);
    ScoreGrid scores = ScoreGrid.of(SIDE, SIDE, CLASSES, scores(content, header));
    GridRegion region = GridRegion.whole(SIDE, SIDE);

    Mask expected = NaiveUpsampler.upsample(scores, region, header.widthPx(), header.heightPx());
    Mask actual = new MaskUpsampler().upsample(scores, region, header.widthPx(), header.heightPx());

    int differing = 0;
    int background = 0;
    for (int i = 0; i < expected.classIds().length; i++) {
      differing += expected.classIds()[i] == actual.classIds()[i] ? 0 : 1;
      background += expected.classIds()[i] == 0 ? 1 : 0;
    }
    assertThat(differing, is(0));
    assertThat("background pixels", background, greaterThan(0));
    assertThat(expected.classIds().length - background, greaterThan(1000));
  }

  private static float[] scores(byte[] content, ImageHeader header) throws Exception {
    ByteBuffer input =
        ByteBuffer.allocateDirect(4 * 3 * SIDE * SIDE).order(ByteOrder.nativeOrder());
    try (DecodedImage image =
            ImageDecoder.withMaxPixels(header.pixels()).decode(content, header, SIDE, SIDE);
        Mat fitted = new Mat(SIDE, SIDE, opencv_core.CV_8UC3);
        Size size = new Size(SIDE, SIDE)) {
      opencv_imgproc.resize(image.rgb(), fitted, size, 0, 0, opencv_imgproc.INTER_AREA);
      byte[] pixels = new byte[3 * SIDE * SIDE];
      fitted.data().get(pixels);
      for (byte pixel : pixels) {
        input.putFloat(((pixel & 0xff) - 127.5f) / 127.5f);
      }
    }
    FloatBuffer output = FloatBuffer.allocate(SIDE * SIDE * CLASSES);
    try (InterpreterApi interpreter =
        InterpreterApi.create(
            SharedFiles.shared("models/deeplabv3_257_mv_gpu.tflite").toFile(),
            new InterpreterApi.Options().setNumThreads(1))) {
      interpreter.runForMultipleInputsOutputs(
          new Object[] {input.flip()}, Collections.singletonMap(0, output));
    }
    return output.array();
  }
}
