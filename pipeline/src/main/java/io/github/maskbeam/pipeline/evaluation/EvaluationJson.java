// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.evaluate.ConfusionMatrix;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLock;
import io.github.maskbeam.output.OutputLockedException;
import io.github.maskbeam.output.TableCommit;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.options.GroundTruthMatch;
import io.github.maskbeam.schemas.EvaluatedClassRow;
import io.github.maskbeam.schemas.RecordJson;
import io.github.maskbeam.schemas.RunRecord;
import io.github.maskbeam.schemas.TableFile;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The result of an evaluation as JSON: evaluation.json, and the output of {@code --format=json}.
 */
public final class EvaluationJson {
  /** The object that names the run whose masks were compared. */
  static final String EVALUATED_RUN = "evaluated_run";

  /** In {@link #EVALUATED_RUN}: SHA-256 of the model. */
  static final String MODEL = "model_sha256";

  /** In {@link #EVALUATED_RUN}: SHA-256 of the settings. */
  static final String CONFIG = "config_sha256";

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private EvaluationJson() {}

  /** One JSON object. */
  public static String of(EvaluationReport report) {
    try {
      return MAPPER.writeValueAsString(describe(report));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Strings and numbers always become JSON", e);
    }
  }

  /**
   * Commits the tables of an evaluation by writing evaluation.json.
   *
   * @throws OutputLockedException if another command has taken over the output
   * @throws IOException if the tables cannot be read or the commit cannot be written
   */
  public static void commit(EvaluationReport report, OutputLock lock)
      throws IOException, OutputLockedException {
    OutputLayout output = report.checked().job().output();
    List<TableFile> tables =
        TableSet.in(output.staged(lock.runId()), TableGroup.EVALUATION).describe();
    ObjectNode json = describe(report);
    json.put("run_id", lock.runId());
    ArrayNode files = json.putArray("tables");
    for (TableFile table : tables) {
      files.add(MAPPER.readTree(RecordJson.compact(table)));
    }
    lock.requireHeld();
    TableCommit.of(output, TableGroup.EVALUATION)
        .commit(lock.runId(), tables, MAPPER.writeValueAsString(json));
  }

  private static ObjectNode describe(EvaluationReport report) {
    EvaluationTotals facts = report.facts();
    ConfusionMatrix confusion = facts.confusion();
    GroundTruthMatch match = report.checked().match();
    ObjectNode json = MAPPER.createObjectNode();
    put(json, "miou", confusion.meanIou());
    put(json, "pixel_accuracy", confusion.pixelAccuracy());
    put(json, "mean_accuracy", confusion.meanAccuracy());
    put(json, "frequency_weighted_iou", confusion.frequencyWeightedIou());
    put(json, "boundary_iou", facts.meanBoundaryIou());
    json.put("images", facts.succeeded());
    json.put("images_failed", facts.failed());
    ObjectNode byCode = json.putObject("images_failed_by_code");
    facts.failedByCode().forEach((code, count) -> byCode.put(code.name(), count));
    json.put("images_without_ground_truth", match.images().count());
    json.put("ground_truths_without_image", match.groundTruths().count());
    json.put("counted_px", facts.countedPx());
    json.put("void_px", facts.voidPx());
    json.put("predicted_void_px", confusion.predictedPx(ConfusionMatrix.VOID));
    ConfusionMatrix others = confusion.withoutPredictedVoid();
    put(json, "miou_without_predicted_void", others.meanIou());
    put(json, "pixel_accuracy_without_predicted_void", others.pixelAccuracy());
    ArrayNode perClass = json.putArray("per_class");
    facts.classes().forEach(row -> describe(row, perClass.addObject()));
    json.put("output", report.checked().job().output().root());
    json.set(EVALUATED_RUN, evaluatedRun(report.checked().run()));
    json.put("ground_truth", report.checked().groundTruth());
    json.put("matched_by", report.checked().job().keys().matchBy().name().toLowerCase(Locale.ROOT));
    json.put("duration_s", report.duration().toMillis() / 1e3);
    report.contradictions().forEach(json.putArray("contradictions")::add);
    return json;
  }

  /** What identifies the masks of a run; unknown values are null. */
  static ObjectNode evaluatedRun(RunRecord run) {
    return MAPPER
        .createObjectNode()
        .put("run_id", run.getRunId())
        .put(MODEL, run.getModel() == null ? null : run.getModel().getSha256())
        .put(CONFIG, run.getConfig() == null ? null : run.getConfig().getSha256());
  }

  private static void describe(EvaluatedClassRow row, ObjectNode json) {
    json.put("class_id", row.getClassId());
    json.put("class_name", row.getClassName());
    json.put("iou", row.getIou());
    json.put("boundary_iou", row.getBoundaryIou());
    json.put("accuracy", row.getAccuracy());
    json.put("ground_truth_px", row.getGroundTruthPx());
    json.put("predicted_px", row.getPredictedPx());
    json.put("intersection_px", row.getIntersectionPx());
    json.put("union_px", row.getUnionPx());
  }

  private static void put(ObjectNode json, String name, OptionalDouble value) {
    json.put(name, value.isPresent() ? (Double) value.getAsDouble() : null);
  }
}
