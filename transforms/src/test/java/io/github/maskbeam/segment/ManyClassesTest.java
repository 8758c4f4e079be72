// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.Normalization;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.testing.KindModels;
import io.github.maskbeam.testing.ManyClasses;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks have 16 bits if the model has more than 255 classes. */
class ManyClassesTest {
  private static final int WIDTH = 9;
  private static final int HEIGHT = 6;

  @ParameterizedTest
  @ValueSource(ints = {255, 256, 257, 1000})
  void scoresOfManyClasses(int classes) throws ModelException {
    SegmentationModel model = model(ManyClasses.scores(HEIGHT, WIDTH, classes));
    assertThat(model.labels().size(), is(classes));
    requireEachClass(model, classes, classes > 255 ? 16 : 8);
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 256, 1000})
  void classIdsOfArgMax(int classes) throws ModelException {
    SegmentationModel model = model(ManyClasses.ids(HEIGHT, WIDTH, classes));
    assertThat(model.labels().size(), is(classes));
    requireEachClass(model, classes, classes > 255 ? 16 : 8);
  }

  @Test
  void fewerLabelsThanClassesAreCompleted() throws ModelException {
    SegmentationModel model =
        model(ManyClasses.ids(HEIGHT, WIDTH, 300)).withLabels(LabelMap.numbered(7));
    assertThat(model.labels().names(), is(LabelMap.numbered(300).names()));
    requireEachClass(model, 300, 16);
  }

  @Test
  void labelsShowHowManyClassesClassIdsHave() throws ModelException {
    SegmentationModel model = model(ManyClasses.computedIds(HEIGHT, WIDTH));
    assertThat(model.warnings(), contains(containsString("set --labels")));
    requireEachClass(model, 255, 8);
    assertThat(mask(model, 300).classId(0), is(255));
    SegmentationModel labeled = model.withLabels(LabelMap.numbered(301));
    assertThat(labeled.warnings(), is(empty()));
    requireEachClass(labeled, 301, 16);
    assertThat(mask(labeled, 301).classId(0), is(65_535));
  }

  @Test
  void aModelMayHave65535Classes() throws ModelException {
    int[][] most = {{1, 2, 3, 65_535}};
    assertThat(
        SegmentationModel.of(KindModels.constantOutputs(2, 3, most)).contract().classes(),
        is(65_535));
  }

  private static SegmentationModel model(ByteBuffer content) throws ModelException {
    return SegmentationModel.of(content).withNormalization(Normalization.of(0, 255));
  }

  private static void requireEachClass(SegmentationModel model, int classes, int bits) {
    for (int classId : new int[] {0, 1, 100, 254, 255, 256, 299, 511, 999}) {
      if (classId < classes) {
        Mask mask = mask(model, classId);
        assertThat(mask.bits(), is(bits));
        for (int pixel = 0; pixel < mask.pixels(); pixel++) {
          assertThat(mask.classId(pixel), is(classId));
        }
      }
    }
  }

  private static Mask mask(SegmentationModel model, int classId) {
    return SegmenterFixture.mask(model, 20, 10, (x, y) -> ManyClasses.color(classId));
  }
}
