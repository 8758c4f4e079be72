// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.model.ModelChoices;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.ModelFailure;
import io.github.maskbeam.model.ModelLoader;
import io.github.maskbeam.model.Normalization;
import io.github.maskbeam.model.Precision;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.transforms.Jobs;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class SegmentJobTest {
  private static final Path OUT = Path.of("/out");

  @Test
  void theHashCoversWhatDecidesAMask() throws Exception {
    String base = Jobs.demo(OUT).build().configSha256();
    int classes = ModelLoader.load(ModelLoader.DEMO).labels().size();
    List<SegmentJob> others =
        List.of(
            Jobs.demo(OUT)
                .setSettings(SegmentSettings.of(Fit.LETTERBOX, Confidence.OMITTED))
                .build(),
            Jobs.demo(OUT)
                .setSettings(SegmentSettings.of(Fit.STRETCH, Confidence.MEASURED))
                .build(),
            Jobs.demo(OUT).setNormalization(Optional.of(Normalization.of(0, 255))).build(),
            Jobs.demo(OUT).setNormalization(Optional.of(Normalization.of(0, 1))).build(),
            Jobs.demo(OUT).setChoices(ModelChoices.none().withPrecision(Precision.INT8)).build(),
            Jobs.demo(OUT).setLabels(LabelMap.numbered(classes)).build(),
            Jobs.demo(OUT).setColors(ClassColors.parse("#000000")).build(),
            Jobs.demo(OUT).setColors(ClassColors.parse("#000001")).build());
    Set<String> hashes = new HashSet<>(Set.of(base));
    for (SegmentJob other : others) {
      hashes.add(other.configSha256());
    }
    assertThat(hashes.size(), is(1 + others.size()));
  }

  @Test
  void theHashLeavesOutWhatDoesNot() throws Exception {
    SegmentJob job = Jobs.demo(OUT).build();
    SegmentJob other =
        Jobs.demo(Path.of("/else"))
            .setMaxBytes(1)
            .setMaxPixels(1)
            .setMaxDecodeSeconds(1)
            .setMaxImageMemoryMb(1)
            .build();
    assertThat(other, is(not(job)));
    assertThat(other.configSha256(), is(job.configSha256()));
  }

  @Test
  void anotherModelThanTheCheckedOneIsRefused() throws Exception {
    String actual = Jobs.demo(OUT).build().modelSha256();
    SegmentJob job = Jobs.demo(OUT).setModelSha256("0".repeat(64)).build();
    ModelException refusal = assertThrows(ModelException.class, job::loadModel);
    assertThat(refusal.failure(), is(ModelFailure.CHANGED));
    assertThat(
        refusal.getMessage(),
        is(
            "Model demo: it has SHA-256 "
                + actual
                + " on this worker but had "
                + "0".repeat(64)
                + " when the run began; let --model name one file that every worker reads, and do"
                + " not change it during a run"));
  }

  @Test
  void travels() throws Exception {
    SegmentJob job =
        Jobs.demo(OUT).setNormalization(Optional.of(Normalization.of(1, 2, 3, 4, 5, 6))).build();
    SegmentJob arrived = SerializableUtils.clone(job);
    assertThat(arrived.configSha256(), is(job.configSha256()));
    assertThat(arrived.normalization(), is(job.normalization()));
    assertThat(arrived.output(), is(job.output()));
  }
}
