// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.testing.ModelBuilder;
import io.github.maskbeam.testing.NormalizationMetadata;
import io.github.maskbeam.testing.TestModels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Invalid metadata. {@link SegmentationModelTest} tests valid metadata. */
class ModelMetadataTest {
  @Test
  void rejectsAnInvalidNumberOfChannels() {
    assertThat(
        rejection(new float[] {1, 2}, new float[] {4}).getMessage(),
        is("its metadata cannot be read: the normalization has 2 channels instead of 1 or 3"));
  }

  @Test
  void rejectsInvalidNormalization() {
    assertRejected(new float[] {1}, new float[] {0}, "0.0, 0.0, 0.0");
    assertRejected(new float[] {Float.NaN}, new float[] {1}, "NaN, NaN, NaN");
    assertRejected(
        new float[] {1}, new float[] {Float.POSITIVE_INFINITY}, "Infinity, Infinity, Infinity");
  }

  @Test
  void rejectsTruncatedMetadataOnlyWithAModelException() {
    byte[] intact = NormalizationMetadata.of(new float[] {1, 2, 3}, new float[] {4, 5, 6});
    int rejected = 0;
    for (int length = 0; length < intact.length; length++) {
      ModelBuilder model = threeClasses().metadata(Arrays.copyOf(intact, length));
      try {
        SegmentationModel.of(model.build());
      } catch (ModelException e) {
        assertThat(e.failure(), is(ModelFailure.METADATA_UNREADABLE));
        rejected++;
      }
    }
    assertThat(rejected, greaterThan(intact.length / 2));
  }

  /** Checks the exception of {@link Normalization}, whose message has the values. */
  private static void assertRejected(float[] mean, float[] std, String values) {
    ModelException e = rejection(mean, std);
    assertThat(e.failure(), is(ModelFailure.METADATA_UNREADABLE));
    assertThat(
        e.getMessage(), allOf(startsWith("its metadata cannot be read: "), containsString(values)));
  }

  private static ModelException rejection(float[] mean, float[] std) {
    ModelBuilder model = threeClasses().metadata(NormalizationMetadata.of(mean, std));
    return assertThrows(ModelException.class, () -> SegmentationModel.of(model.build()));
  }

  private static ModelBuilder threeClasses() {
    return TestModels.pixelScoresBuilder(2, 2, new float[3][3], new float[3]);
  }
}
