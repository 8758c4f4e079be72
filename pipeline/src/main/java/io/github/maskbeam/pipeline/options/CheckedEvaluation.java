// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.evaluate.EvaluationJob;
import io.github.maskbeam.evaluate.GroundTruthFiles;
import io.github.maskbeam.evaluate.GroundTruthKeys;
import io.github.maskbeam.evaluate.LabelMapping;
import io.github.maskbeam.evaluate.MatchBy;
import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.StorageProblems;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.FinishedOutput.Inconsistent;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.RunRecord;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The validated options of {@code evaluate}. */
@AutoValue
public abstract class CheckedEvaluation {
  /** The format of the printed result. */
  public enum Format {
    /** A table in text. */
    TEXT,
    /** One JSON object. */
    JSON
  }

  /**
   * Validates the options: the run exists, and some of its images have ground truth.
   *
   * @param output the output directory of a finished run, as the user wrote it
   * @param workingDirectory the absolute path that relative paths are resolved against
   * @throws UsageException with all problems that were found
   */
  public static CheckedEvaluation of(
      String output, EvaluateOptions options, String workingDirectory) throws UsageException {
    NativesCheck.loadable();
    Checks checks = new Checks();
    Optional<Format> format =
        checks.tried(() -> Choice.of(Format.class, "format", options.getFormat()));
    Optional<MatchBy> matchBy =
        checks.tried(() -> Choice.of(MatchBy.class, "matchBy", options.getMatchBy()));
    Inconsistent inconsistent = options.getForce() ? Inconsistent.ACCEPTED : Inconsistent.REJECTED;
    Optional<CommittedOutput> committed =
        checks.tried(() -> FinishedOutput.of(output, workingDirectory, inconsistent));
    Optional<LabelMap> labels =
        committed.flatMap(run -> checks.tried(() -> RunLabels.of(run.tables())));
    Optional<LabelMapping> translation =
        labels.flatMap(known -> checks.tried(() -> translation(options, workingDirectory, known)));
    Optional<List<String>> truths =
        checks.tried(() -> groundTruths(options.getGroundTruth(), workingDirectory));
    Optional<GroundTruthKeys> keys =
        truths.isPresent()
            ? matchBy.map(
                by ->
                    GroundTruthKeys.of(
                        by, Uris.absolute(options.getGroundTruth(), workingDirectory)))
            : Optional.empty();
    Optional<GroundTruthMatch> match =
        labels.isPresent() && keys.isPresent()
            ? checks.tried(
                () ->
                    GroundTruthMatch.of(
                        committed.get().tables(),
                        truths.get(),
                        keys.get(),
                        "--groundTruth=" + options.getGroundTruth()))
            : Optional.empty();
    checks.requirePassed();
    EvaluationJob job =
        EvaluationJob.of(
            committed.get().layout(),
            pattern(options.getGroundTruth(), workingDirectory),
            keys.get(),
            translation.get(),
            labels.get());
    return new AutoValue_CheckedEvaluation(
        job,
        committed.get().run(),
        committed.get().tables(),
        Uris.absolute(options.getGroundTruth(), workingDirectory),
        match.get(),
        format.get());
  }

  /** The masks and ground truths to compare. */
  public abstract EvaluationJob job();

  /** The record of the run. */
  public abstract RunRecord run();

  /** The tables of the run. */
  public abstract TableSet tables();

  /** The directory of ground truth, absolute. */
  public abstract String groundTruth();

  /** The images that have a ground truth. */
  public abstract GroundTruthMatch match();

  /** The format of the printed result. */
  public abstract Format format();

  private static LabelMapping translation(
      EvaluateOptions options, String workingDirectory, LabelMap labels) throws UsageException {
    return options.getMap() == null
        ? LabelMapping.identity()
        : MapOption.read(options.getMap(), workingDirectory, labels);
  }

  private static List<String> groundTruths(String groundTruth, String workingDirectory)
      throws UsageException {
    if (groundTruth == null || groundTruth.isBlank()) {
      throw new UsageException(
          ProblemCode.GROUND_TRUTH_MISSING,
          "The ground truth is missing: use --groundTruth=DIR, a directory of PNGs with class ids.");
    }
    String pattern = pattern(groundTruth, workingDirectory);
    List<String> uris;
    try {
      uris = GroundTruthFiles.list(pattern);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          StorageProblems.code(pattern, e, ProblemCode.GROUND_TRUTH_NOT_LISTED),
          "--groundTruth=" + groundTruth + " cannot be listed: " + TextFiles.reason(pattern, e));
    }
    if (uris.isEmpty()) {
      throw new UsageException(
          ProblemCode.GROUND_TRUTH_EMPTY,
          String.format(
              "--groundTruth=%s contains no PNG (looked for %s). Use a directory of PNGs with class"
                  + " ids that have the file stems of the images.",
              groundTruth, pattern));
    }
    return uris;
  }

  /** All files below the directory. */
  private static String pattern(String groundTruth, String workingDirectory) {
    String directory = Uris.absolute(groundTruth, workingDirectory);
    String root = directory.endsWith("/") ? directory : directory + "/";
    return Globs.literally(root) + "**";
  }
}
