// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.schemas.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLockTest {
  @TempDir private Path directory;
  private OutputLayout output;
  private LockFile file;

  @BeforeEach
  void layOut() {
    output = OutputLayout.at(directory.toString());
    file = LockFile.of(output);
  }

  @Test
  void onlyOneCommandHoldsIt() throws Exception {
    try (OutputLock first = OutputLock.acquire(output, "segment", OutputLockTest::isRunning)) {
      OutputLockedException e =
          assertThrows(
              OutputLockedException.class,
              () -> OutputLock.acquire(output, "verify", OutputLockTest::isRunning));
      assertThat(e.getMessage(), containsString("'maskbeam segment' on "));
      assertThat(e.getMessage(), containsString("run " + first.runId()));
      assertThat(e.getMessage(), containsString("process " + ProcessHandle.current().pid()));
      first.requireHeld();
    }
    assertThat(Files.exists(directory.resolve("run.lock")), is(false));
    OutputLock.acquire(output, "verify", OutputLockTest::isRunning).close();
  }

  @Test
  void theLockOfAProcessThatIsGoneIsTakenOver() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    file.replace(RunLock.newBuilder(lock()).setPid(ended.pid()).build());
    try (OutputLock lock = OutputLock.acquire(output, "segment", OutputLockTest::isRunning)) {
      lock.requireHeld();
      assertThat(lock.runId(), is(not("other")));
    }
  }

  /** As after a restart of a machine or container, where ids of processes begin anew. */
  @Test
  void aProcessThatStartedLaterIsNotTheHolder() throws Exception {
    Instant longAgo = Instant.parse("2020-01-01T00:00:00Z");
    file.replace(RunLock.newBuilder(lock()).setStartedAt(longAgo).build());
    OutputLock.acquire(output, "segment", OutputLockTest::isRunning).close();
  }

  @Test
  void anotherMachineIsActiveWhileItRenewsItsLock() throws Exception {
    RunLock elsewhere = RunLock.newBuilder(lock()).setMachine("elsewhere").build();
    assertThat(isActive(elsewhere), is(true));
    RunLock old =
        RunLock.newBuilder(elsewhere).setRenewedAt(Instant.now().minusSeconds(3600)).build();
    file.replace(old);
    assertThat("not renewed", isActive(old), is(false));
    file.replace(RunLock.newBuilder(old).setRenewedAt(Instant.now()).build());
    assertThat("renewed since, whatever its clock says", isActive(old), is(true));
    Files.delete(directory.resolve("run.lock"));
    assertThat("released", isActive(old), is(false));
  }

  @Test
  void aDetachedJobHoldsItUntilTheJobEnds() throws Exception {
    try (OutputLock lock = OutputLock.acquire(output, "segment", OutputLockTest::isRunning)) {
      lock.handOver("some-job", Optional.of("127.0.0.1:8081"));
    }
    OutputLockedException e =
        assertThrows(
            OutputLockedException.class, () -> OutputLock.acquire(output, "segment", job -> true));
    assertThat(e.getMessage(), containsString("the detached job some-job"));
    OutputLock.acquire(output, "segment", job -> !job.getJobName().equals("some-job")).close();
    assertThat(Files.exists(directory.resolve("run.lock")), is(false));
  }

  @Test
  void aLockThatAnotherCommandHasTakenOverIsLost() throws Exception {
    try (OutputLock lock = OutputLock.acquire(output, "segment", OutputLockTest::isRunning)) {
      file.replace(lock());
      OutputLockedException e = assertThrows(OutputLockedException.class, lock::requireHeld);
      assertThat(e.holder().getRunId(), is("other"));
    }
    assertThat("left to its holder", file.read().orElseThrow().getRunId(), is("other"));
    Files.delete(directory.resolve("run.lock"));
    try (OutputLock lock = OutputLock.acquire(output, "segment", OutputLockTest::isRunning)) {
      Files.delete(directory.resolve("run.lock"));
      assertThrows(IOException.class, lock::requireHeld);
    }
  }

  @Test
  void aDamagedLockIsReported() throws Exception {
    Files.writeString(directory.resolve("run.lock"), "{");
    IOException e =
        assertThrows(
            IOException.class,
            () -> OutputLock.acquire(output, "segment", OutputLockTest::isRunning));
    assertThat(e.getMessage(), containsString("run.lock is damaged. If no run is active there"));
  }

  private boolean isActive(RunLock holder) throws IOException, InterruptedException {
    return LockHolder.isActive(holder, OutputLockTest::isRunning, file, Duration.ofMillis(30));
  }

  private static RunLock lock() {
    return LockHolder.thisProcess("other", "segment");
  }

  /** There are no detached jobs. */
  private static boolean isRunning(RunLock job) {
    return false;
  }
}
