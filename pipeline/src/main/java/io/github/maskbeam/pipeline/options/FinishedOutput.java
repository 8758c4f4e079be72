// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.InconsistentOutputException;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLock;
import io.github.maskbeam.output.OutputLockedException;
import io.github.maskbeam.output.TableCommit;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.StorageProblems;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.MalformedRecordException;
import io.github.maskbeam.schemas.RunState;
import io.github.maskbeam.storage.StoredFile;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Opens the output directory of a finished run. */
public final class FinishedOutput {
  private FinishedOutput() {}

  /** How to treat an output whose run found contradictions. */
  public enum Inconsistent {
    /** Report it as a problem. */
    REJECTED,
    /** Read it nevertheless. */
    ACCEPTED
  }

  /**
   * Opens the tables that the last finished run has committed. Completes a commit that was
   * interrupted.
   *
   * @param output a path or URI, as the user wrote it
   * @param workingDirectory absolute; relative paths are resolved against it
   * @throws UsageException if no run has finished there, or its output is inconsistent
   */
  public static CommittedOutput of(
      String output, String workingDirectory, Inconsistent inconsistent) throws UsageException {
    OutputLayout layout = OutputLayout.at(Uris.absolute(output, workingDirectory));
    if (Globs.isGlob(layout.root())) {
      throw new UsageException(
          ProblemCode.OUTPUT_IS_PATTERN,
          output + " contains a glob character, one of * ? [ {. Name one directory.");
    }
    CommittedOutput committed = read(output, layout).orElseThrow(() -> notFinished(output, layout));
    if (inconsistent == Inconsistent.REJECTED
        && committed.run().getState().equals(RunState.INCONSISTENT.name())) {
      throw new UsageException(
          ProblemCode.OUTPUT_INCONSISTENT,
          String.format(
              "%s is inconsistent: %s. Run the same 'maskbeam segment' again, or read it"
                  + " nevertheless with --force.",
              output, String.join("; ", committed.run().getContradictions())));
    }
    return committed;
  }

  /**
   * Requires that a run has started in an output directory; it need not have finished.
   *
   * @throws UsageException if no run has started there, or it cannot be read
   */
  public static void requireStarted(String output, String workingDirectory) throws UsageException {
    OutputLayout layout = OutputLayout.at(Uris.absolute(output, workingDirectory));
    if (!read(output, layout).isPresent()) {
      UsageException problem = notFinished(output, layout);
      if (problem.problems().get(0).code() != ProblemCode.RUN_NOT_FINISHED) {
        throw problem;
      }
    }
  }

  private static Optional<CommittedOutput> read(String output, OutputLayout layout)
      throws UsageException {
    try {
      completeCommit(layout);
      return CommittedOutput.read(layout);
    } catch (InconsistentOutputException e) {
      throw new UsageException(
          ProblemCode.OUTPUT_INCONSISTENT,
          String.format(
              "The tables of %s are not those that its run wrote: %s. Run the same 'maskbeam segment'"
                  + " again to write them again.",
              output, e.getMessage()));
    } catch (MalformedRecordException e) {
      throw new UsageException(
          ProblemCode.OUTPUT_INCONSISTENT,
          e.getMessage() + ". Run the same 'maskbeam segment' again to write it again.");
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw unreadable(output, layout, e);
    }
  }

  /**
   * Moves the files of an interrupted commit to their final places, if no other command is active
   * and this user may do so. Otherwise they are read where they are.
   */
  private static void completeCommit(OutputLayout layout) throws IOException {
    for (TableGroup group : TableGroup.values()) {
      TableCommit commit = TableCommit.of(layout, group);
      if (commit.isComplete()) {
        continue;
      }
      try (OutputLock lock = OutputLock.acquire(layout, "read", job -> true)) {
        lock.requireHeld();
        commit.complete();
      } catch (OutputLockedException | IOException e) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Interrupted while waiting for " + layout.runLock());
      }
    }
  }

  private static UsageException notFinished(String output, OutputLayout layout) {
    try {
      if (StoredFile.exists(layout.runJson())
          || StoredFile.exists(layout.runLock())
          || TableSet.in(layout, TableGroup.RUN).hasFiles()) {
        return new UsageException(
            ProblemCode.RUN_NOT_FINISHED,
            String.format(
                "No run in %s has finished. Wait for it, or run the same 'maskbeam segment' again. If"
                    + " it was submitted as a detached job, run 'maskbeam verify %s' after the job.",
                output, output));
      }
    } catch (IOException | SdkException e) {
      return unreadable(output, layout, e);
    }
    return new UsageException(
        ProblemCode.RUN_NOT_FOUND,
        String.format(
            "%s contains no run: %s/run.json does not exist. Name the --output of a"
                + " 'maskbeam segment'.",
            output, layout.root()));
  }

  private static UsageException unreadable(String output, OutputLayout layout, Exception e) {
    return new UsageException(
        StorageProblems.code(layout.root(), e, ProblemCode.RUN_UNREADABLE),
        String.format(
            "%s cannot be read: %s. Name the --output of a 'maskbeam segment'.",
            output, e.getMessage()));
  }
}
