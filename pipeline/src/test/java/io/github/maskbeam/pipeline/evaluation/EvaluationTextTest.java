// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.evaluation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.options.CheckedEvaluation;
import io.github.maskbeam.pipeline.options.EvaluateOptions;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.schemas.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text for people, of an image whose ground truth is its own mask and of one without. */
class EvaluationTextTest {
  @TempDir private Path directory;
  private Path photos;
  private Path output;
  private Path truth;

  @BeforeEach
  void segment() throws IOException {
    photos = Files.createDirectory(directory.resolve("photos"));
    output = directory.resolve("out");
    truth = Files.createDirectory(directory.resolve("truth"));
    for (String name : List.of("a", "b", "c")) {
      Landscapes.landscape(photos.resolve(name + ".png"), 40, 20, 0);
    }
    Run run = Run.maskbeam("segment", "--input=" + photos + "/*", "--output=" + output);
    assertThat(run.err(), run.exitCode(), is(0));
    Files.writeString(truth.resolve("b.png"), "");
  }

  @Test
  void tellsWhatWasComparedAndHowWell() throws Exception {
    String imageId = Sha256.imageId(photos.resolve("a.png").toString());
    Files.copy(MaskFiles.byImageId(output).get(imageId), truth.resolve("a.png"));
    Files.writeString(truth.resolve("x.png"), "");
    List<String> lines = evaluate();
    assertThat(
        lines.get(0), is("1 image compared with their ground truth, 1 could not be, in 4 s"));
    assertThat(
        lines.get(1), startsWith("         1  GROUND_TRUTH_UNREADABLE, as " + photos + "/b.png: "));
    assertThat(
        lines.subList(2, 14),
        contains(
            "         1  images without ground truth, such as c",
            "         1  ground truths without image, such as x",
            "",
            "   id  class          IoU  boundary IoU  accuracy   ground truth px         mask px",
            "    2  vegetation  1.0000        1.0000    1.0000               800             800",
            "",
            "mean IoU                 1.0000",
            "mean boundary IoU        1.0000",
            "mean class accuracy      1.0000",
            "pixel accuracy           1.0000",
            "frequency-weighted IoU   1.0000",
            "over 800 px; 0 px are void"));
    assertThat(lines, hasItem("tables    " + output + "/evaluation/images/*.parquet"));
    assertThat(lines, hasItem("summary   " + output + "/evaluation/evaluation.json"));
  }

  @Test
  void whatIsNotKnownIsADash() throws Exception {
    List<String> lines = evaluate();
    assertThat(
        lines.get(0), is("0 images compared with their ground truth, 1 could not be, in 4 s"));
    assertThat(lines, hasItem("mean IoU                 -"));
  }

  private List<String> evaluate() throws Exception {
    Run run = Run.maskbeam("evaluate", output.toString(), "--groundTruth=" + truth);
    assertThat(run.err(), run.exitCode(), is(3));
    EvaluateOptions options = PipelineOptionsFactory.create().as(EvaluateOptions.class);
    options.setGroundTruth(truth.toString());
    CheckedEvaluation checked =
        CheckedEvaluation.of(output.toString(), options, directory.toString());
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    EvaluationText.print(
        EvaluationReport.of(
            checked,
            Duration.ofSeconds(4),
            EvaluationTotals.read(TableSet.in(checked.job().output(), TableGroup.EVALUATION))),
        new PrintStream(written, true, StandardCharsets.UTF_8));
    return written.toString(StandardCharsets.UTF_8).lines().collect(Collectors.toList());
  }
}
