// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLock;
import io.github.maskbeam.output.OutputLockedException;
import io.github.maskbeam.output.TableCommit;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.RunLock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.Predicate;

/** Output directories that only this command changes. */
public final class LockedOutput {
  private LockedOutput() {}

  /**
   * Takes the lock of an output directory and completes an interrupted commit. The caller closes
   * the lock.
   *
   * @param command the name of the command
   * @param mayRun whether the detached job that holds a lock may still be running
   * @throws UsageException if another command or job holds the lock
   * @throws IOException if storage cannot be read or written
   */
  public static OutputLock acquire(OutputLayout output, String command, Predicate<RunLock> mayRun)
      throws UsageException, IOException {
    OutputLock lock = lock(output, command, mayRun);
    try {
      for (TableGroup group : TableGroup.values()) {
        TableCommit.of(output, group).complete();
      }
      return lock;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static OutputLock lock(OutputLayout output, String command, Predicate<RunLock> mayRun)
      throws UsageException, IOException {
    try {
      return OutputLock.acquire(
          output, command, job -> mayRun.test(job) && !hasTables(output, job));
    } catch (OutputLockedException e) {
      throw inUse(output, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for " + output.runLock());
    }
  }

  /** A job whose tables are complete has nothing left to write. */
  private static boolean hasTables(OutputLayout output, RunLock job) {
    try {
      OutputLayout staged = output.staged(job.getRunId());
      for (TableGroup group : TableGroup.values()) {
        boolean isInPlace = TableSet.in(output, group).isComplete() && !isCommitted(output, group);
        if (isInPlace || TableSet.in(staged, group).isComplete()) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isCommitted(OutputLayout output, TableGroup group) throws IOException {
    return TableSet.committed(output, group).isPresent();
  }

  private static UsageException inUse(OutputLayout output, OutputLockedException e) {
    String remedy =
        e.holder().getJobName() == null
            ? "Wait until it has ended, or use another directory."
            : String.format(
                "Wait until it has ended and run 'maskbeam verify %s'. If its cluster is gone, delete"
                    + " %s first.",
                output.root(), output.runLock());
    return new UsageException(ProblemCode.OUTPUT_IN_USE, e.getMessage() + ". " + remedy);
  }
}
