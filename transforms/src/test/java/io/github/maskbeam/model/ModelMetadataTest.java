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

/** Metadata that cannot be used; those that can are tested with the model that they describe. */
class ModelMetadataTest {
  @Test
  void aNumberOfChannelsThatNoImageHasIsNamed() {
    assertThat(
        refusal(new float[] {1, 2}, new float[] {4}).getMessage(),
        is("its metadata cannot be read: it normalises 2 channels instead of 1 or 3"));
  }

  @Test
  void normalizationThatMakesNoSenseIsRefused() {
    assertRefused(new float[] {1}, new float[] {0}, "0.0, 0.0, 0.0");
    assertRefused(new float[] {Float.NaN}, new float[] {1}, "NaN, NaN, NaN");
    assertRefused(
        new float[] {1}, new float[] {Float.POSITIVE_INFINITY}, "Infinity, Infinity, Infinity");
  }

  @Test
  void metadataThatIsCutShortNeverEndsInAnotherException() {
    byte[] intact = NormalizationMetadata.of(new float[] {1, 2, 3}, new float[] {4, 5, 6});
    int refused = 0;
    for (int length = 0; length < intact.length; length++) {
      ModelBuilder model = threeClasses().metadata(Arrays.copyOf(intact, length));
      try {
        SegmentationModel.of(model.build());
      } catch (ModelException e) {
        assertThat(e.failure(), is(ModelFailure.METADATA_UNREADABLE));
        refused++;
      }
    }
    assertThat(refused, greaterThan(intact.length / 2));
  }

  /** The reason is that of {@link Normalization}, which names the values. */
  private static void assertRefused(float[] mean, float[] std, String values) {
    ModelException refusal = refusal(mean, std);
    assertThat(refusal.failure(), is(ModelFailure.METADATA_UNREADABLE));
    assertThat(
        refusal.getMessage(),
        allOf(startsWith("its metadata cannot be read: "), containsString(values)));
  }

  private static ModelException refusal(float[] mean, float[] std) {
    ModelBuilder model = threeClasses().metadata(NormalizationMetadata.of(mean, std));
    return assertThrows(ModelException.class, () -> SegmentationModel.of(model.build()));
  }

  private static ModelBuilder threeClasses() {
    return TestModels.pixelScoresBuilder(2, 2, new float[3][3], new float[3]);
  }
}
