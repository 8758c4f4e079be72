// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.auto.value.AutoValue;
import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.InconsistentOutputException;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.MalformedRecordException;
import io.github.maskbeam.schemas.RunRecord;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.util.Optional;

/** The evaluation that an output contains, and whether it is that of the output's masks. */
@AutoValue
public abstract class RecordedEvaluation {
  /** Whether the evaluation is that of the masks. */
  public enum State {
    /** It compared the masks of the last run. */
    CURRENT,
    /** It compared masks of an earlier run with the same model and settings. */
    EARLIER_RUN,
    /** It compared masks of another model or other settings. */
    OTHER_SETTINGS,
    /** It was written by an earlier version or a detached job, which do not record the run. */
    UNRECORDED,
    /** Its tables contradict each other. */
    INCONSISTENT;

    /** Whether its figures are those of masks like the present ones, as far as is known. */
    public boolean isUsable() {
      return this == CURRENT || this == EARLIER_RUN || this == UNRECORDED;
    }
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String REMEDY = "Run 'maskbeam evaluate' again to write it again.";

  /**
   * Reads the evaluation of an output.
   *
   * @return empty if the output has none
   * @throws UsageException if it is damaged
   * @throws IOException if storage cannot be read
   */
  public static Optional<RecordedEvaluation> read(CommittedOutput output)
      throws UsageException, IOException {
    OutputLayout layout = output.layout();
    Optional<TableSet> tables;
    try {
      tables = TableSet.committed(layout, TableGroup.EVALUATION);
    } catch (InconsistentOutputException e) {
      throw new UsageException(
          ProblemCode.OUTPUT_INCONSISTENT,
          "The evaluation is damaged: " + e.getMessage() + ". " + REMEDY);
    } catch (MalformedRecordException e) {
      throw new UsageException(ProblemCode.OUTPUT_INCONSISTENT, e.getMessage() + ". " + REMEDY);
    }
    return tables.isPresent() ? Optional.of(read(output, tables.get())) : Optional.empty();
  }

  private static RecordedEvaluation read(CommittedOutput output, TableSet tables)
      throws UsageException, IOException {
    String uri = output.layout().evaluationJson();
    JsonNode record = json(StoredFile.bytes(uri).orElse(new byte[0]), uri);
    EvaluationTotals totals;
    try {
      totals = EvaluationTotals.read(tables);
    } catch (IOException | RuntimeException e) {
      throw new UsageException(
          ProblemCode.TABLES_DAMAGED,
          String.format(
              "The tables of the evaluation in %s cannot be read: %s. %s",
              output.layout().root(), e.getMessage(), REMEDY));
    }
    boolean contradicts =
        !record.path("contradictions").isEmpty()
            || totals.countedPx() != totals.confusion().countedPx();
    return new AutoValue_RecordedEvaluation(
        contradicts
            ? State.INCONSISTENT
            : state(record.path(EvaluationJson.EVALUATED_RUN), output.run()),
        tables,
        totals);
  }

  private static JsonNode json(byte[] content, String uri) throws UsageException, IOException {
    try {
      return MAPPER.readTree(content);
    } catch (JsonProcessingException e) {
      throw new UsageException(
          ProblemCode.OUTPUT_INCONSISTENT,
          uri + " is damaged: " + e.getOriginalMessage() + ". " + REMEDY);
    }
  }

  private static State state(JsonNode evaluated, RunRecord run) {
    JsonNode present = EvaluationJson.evaluatedRun(run);
    for (JsonNode value : present) {
      if (value.isNull()) {
        return State.UNRECORDED;
      }
    }
    if (evaluated.size() != present.size()) {
      return State.UNRECORDED;
    }
    if (evaluated.equals(present)) {
      return State.CURRENT;
    }
    return evaluated.path(EvaluationJson.MODEL).equals(present.path(EvaluationJson.MODEL))
            && evaluated.path(EvaluationJson.CONFIG).equals(present.path(EvaluationJson.CONFIG))
        ? State.EARLIER_RUN
        : State.OTHER_SETTINGS;
  }

  /** Whether it is the evaluation of the masks. */
  public abstract State state();

  /** Its tables. */
  public abstract TableSet tables();

  /** The totals of its tables. */
  public abstract EvaluationTotals totals();
}
