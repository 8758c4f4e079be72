// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.doctor;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.ModelLoader;
import io.github.maskbeam.model.Normalization;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.testing.SharedFiles;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ModelExaminationTest {
  @BeforeAll
  static void readyFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void tellsWhereTheContractComesFrom() throws ModelException {
    SegmentationModel demo = ModelLoader.load(ModelLoader.DEMO);
    Map<String, Object> own = facts(demo).get("model");
    assertThat(text(own, "labels"), startsWith("9 (by the model's metadata): background,"));
    assertThat(text(own, "normalization"), endsWith(" (by the model's metadata)"));
    Map<String, Object> replaced =
        facts(
                demo.withLabels(LabelMap.of(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i")))
                    .withNormalization(Normalization.of(0, 255)))
            .get("model");
    assertThat(text(replaced, "labels"), is("9 (by option): a, b, c, d, e, f, g, h, i"));
    assertThat(
        text(replaced, "normalization"),
        is("mean 0.0, 0.0, 0.0, std 255.0, 255.0, 255.0 (by option)"));
  }

  @Test
  void theEmbeddedModelIsWhollyDelegated() throws ModelException {
    Map<String, Object> runtime = facts(ModelLoader.load(ModelLoader.DEMO)).get("runtime");
    assertThat(
        text(runtime, "delegate"), is("TfLiteXNNPackDelegate, 6 of 6 operators, partitions: 1"));
  }

  @Test
  void realModelsAreUnderstood() throws ModelException {
    Map<String, Object> plain = model("deeplabv3_257_mv_gpu.tflite");
    assertThat(text(plain, "labels"), startsWith("21 (by its SHA-256: a known model)"));
    assertThat(
        text(plain, "normalization"), containsString("127.5 (by its SHA-256: a known model)"));
    Map<String, Object> described = model("deeplabv3_with_metadata.tflite");
    assertThat(text(described, "labels"), startsWith("21 (by the model's metadata)"));
    Map<String, Object> quantized = model("deeplabv3_mnv2_dm05_pascal_quant.tflite");
    assertThat(text(quantized, "input"), startsWith("uint8 [1, 513, 513, 3], scale"));
    assertThat(text(quantized, "output"), containsString("class ids"));
    assertThat(
        text(quantized, "normalization"),
        is("none, pixel values as they are (by its SHA-256: a known model)"));
  }

  private static Map<String, Object> model(String name) throws ModelException {
    Map<String, Map<String, Object>> facts =
        facts(ModelLoader.load(SharedFiles.shared("models/" + name).toString()));
    assertThat((Double) facts.get("inference").get("wall ms"), greaterThan(0.1));
    assertThat(text(facts.get("runtime"), "delegate"), containsString("XNNPack"));
    return facts.get("model");
  }

  private static Map<String, Map<String, Object>> facts(SegmentationModel model) {
    Findings findings = new Findings();
    ModelExamination.examine(findings, "x", model);
    return findings.sections();
  }

  private static String text(Map<String, Object> facts, String name) {
    return facts.get(name).toString();
  }
}
