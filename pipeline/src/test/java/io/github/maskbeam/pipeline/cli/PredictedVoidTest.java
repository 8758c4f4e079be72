// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskbeam.pipeline.testing.EvaluatedScenes;
import io.github.maskbeam.pipeline.testing.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An evaluation of masks with void pixels, which their ground truth does not have. */
class PredictedVoidTest {
  @TempDir private Path directory;

  @Test
  void voidInMasksIsWrongAndItsShareIsReported() throws Exception {
    EvaluatedScenes scenes = EvaluatedScenes.segment(directory);
    JsonNode all = EvaluatedScenes.json(scenes.evaluate(scenes.truth(), "--format=json"));
    assertThat(all.get("predicted_void_px").asLong(), is(0L));
    assertThat(all.get("miou_without_predicted_void"), is(all.get("miou")));
    assertThat(scenes.evaluate(scenes.truth()).out(), not(containsString("void in the masks")));

    Run run =
        Run.maskbeam(
            "segment",
            "--input=" + directory.resolve("scenes") + "/*.jpg",
            "--output=" + scenes.output(),
            "--minConfidence=0.8",
            "--overwrite");
    assertThat(run.err(), run.exitCode(), is(0));
    Run evaluation = scenes.evaluate(scenes.truth(), "--format=json");
    assertThat(evaluation.err(), evaluation.exitCode(), is(0));
    JsonNode some = EvaluatedScenes.json(evaluation);
    double countedPx = some.get("counted_px").asDouble();
    long voidPx = some.get("predicted_void_px").asLong();
    assertThat(countedPx, is(all.get("counted_px").asDouble()));
    assertThat(voidPx, greaterThan(1000L));
    double accuracy = some.get("pixel_accuracy").asDouble();
    assertThat("never higher", accuracy, lessThan(all.get("pixel_accuracy").asDouble()));
    assertThat(
        some.get("pixel_accuracy_without_predicted_void").asDouble(),
        closeTo(accuracy * countedPx / (countedPx - voidPx), 1e-9));
    double sum = 0;
    int classes = 0;
    for (JsonNode row : some.get("per_class")) {
      sum += row.get("iou").asDouble();
      classes += row.get("iou").isNull() ? 0 : 1;
    }
    assertThat("void is no class", some.get("miou").asDouble(), closeTo(sum / classes, 1e-9));
    assertThat(
        scenes.evaluate(scenes.truth()).out(),
        containsString("are void in the masks and count as wrong; without them:"));

    Run query =
        Run.maskbeam(
            "query",
            scenes.output().toString(),
            "SELECT sum(predicted_void_px) AS px, (SELECT sum(px) FROM confusion"
                + " WHERE predicted_class_name = 'void') AS confused,"
                + " (SELECT sum(void_px) FROM images) AS in_masks FROM evaluation_images",
            "--format=csv");
    assertThat(
        query.out(), is("px,confused,in_masks\r\n" + (voidPx + ",").repeat(2) + voidPx + "\r\n"));
  }
}
