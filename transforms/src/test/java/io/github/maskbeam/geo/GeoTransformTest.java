// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.image.Orientation;
import io.github.maskbeam.natives.OpenCv;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeoTransformTest {
  private static final int WIDTH_PX = 5;
  private static final int HEIGHT_PX = 3;

  /** Each pixel keeps its place on the ground, wherever the decoder moves it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void followsTheOrientation(int orientation) {
    OpenCv.load();
    GeoTransform inFile = GeoTransform.of(100, 2, 0.25, 50, -0.5, -3).orElseThrow();
    GeoTransform upright = inFile.oriented(orientation, WIDTH_PX, HEIGHT_PX);
    byte[] numbers = new byte[WIDTH_PX * HEIGHT_PX];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (byte) i;
    }
    try (Mat coded =
            new Mat(HEIGHT_PX, WIDTH_PX, opencv_core.CV_8UC1, new BytePointer(numbers)).clone();
        Mat turned = Orientation.apply(coded, orientation)) {
      for (int row = 0; row < turned.rows(); row++) {
        for (int column = 0; column < turned.cols(); column++) {
          int number = turned.ptr(row, column).get();
          double codedColumn = number % WIDTH_PX + 0.5;
          int rowsBefore = number / WIDTH_PX;
          double codedRow = rowsBefore + 0.5;
          assertThat(
              upright.x(column + 0.5, row + 0.5),
              is(closeTo(inFile.x(codedColumn, codedRow), 1e-9)));
          assertThat(
              upright.y(column + 0.5, row + 0.5),
              is(closeTo(inFile.y(codedColumn, codedRow), 1e-9)));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, 0, 0",
    "0, 1, 0, 0, 0, 0",
    "0, 1, 2, 0, 2, 4",
    "NaN, 1, 0, 0, 0, -1",
    "0, Infinity, 0, 0, 0, -1",
    "0, 1e-200, 0, 0, 0, -1e-200",
    "0, 1e16, 0, 0, 0, -1",
    "-1e300, 1, 0, 0, 0, -1"
  })
  void refusesWhatMapsToALine(double a, double b, double c, double d, double e, double f) {
    assertThat(GeoTransform.of(a, b, c, d, e, f), is(Optional.empty()));
  }

  @Test
  void comparesCoefficients() {
    GeoTransform one = GeoTransform.of(1, 2, 0, 4, 0, -6).orElseThrow();
    assertThat(GeoTransform.of(1, 2, -0.0, 4, 0, -6), is(Optional.of(one)));
    assertThat(GeoTransform.of(1, 2, 0, 4, 0, -7), is(not(Optional.of(one))));
    assertThat(one.pixelArea(), is(12.0));
  }
}
