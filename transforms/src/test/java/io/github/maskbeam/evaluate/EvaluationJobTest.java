// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.schemas.LabelMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class EvaluationJobTest {
  @Test
  void workersGetItAsItWasMade() {
    LabelMap labels = LabelMap.of(List.of("sky", "land"));
    LabelMapping mapping = LabelMapping.of(Map.of(7, 1), OptionalInt.empty());
    GroundTruthKeys keys = GroundTruthKeys.of(MatchBy.PATH, "/truth");
    EvaluationJob job =
        EvaluationJob.of(OutputLayout.at("/out"), "/truth/*.png", keys, mapping, labels);
    EvaluationJob copy = SerializableUtils.clone(job);
    assertThat(copy.output().root(), is("/out"));
    assertThat(copy.groundTruth(), is("/truth/*.png"));
    assertThat(copy.keys(), is(keys));
    assertThat(copy.labelMapping(), is(mapping));
    assertThat(copy.labels().names(), is(labels.names()));
  }
}
