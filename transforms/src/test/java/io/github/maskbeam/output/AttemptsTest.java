// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptsTest {
  @TempDir private Path directory;

  private OutputLayout output;

  @BeforeEach
  void atDirectory() {
    output = OutputLayout.at(directory.toString());
  }

  @Test
  void anInstanceThatIsSetUpLateBelongsToTheSameAttempt() throws Exception {
    Attempts early = Attempts.join("run", output);
    early.markStarted();
    try (Attempts late = Attempts.join("run", output)) {
      assertThat(late.mayHaveFailed(), is(false));
    }
    early.close();
  }

  @Test
  void theNextAttemptKnowsOfTheMarkerOfTheOneBefore() throws Exception {
    try (Attempts failed = Attempts.join("run", output)) {
      failed.markStarted();
    }
    try (Attempts next = Attempts.join("run", output)) {
      assertThat(next.mayHaveFailed(), is(true));
    }
  }

  @Test
  void anotherRunIsAnotherAttemptAndMarksTheOutputItself() throws Exception {
    Attempts open = Attempts.join("run", output);
    open.markStarted();
    TemporaryFiles.remove(output);
    try (Attempts other = Attempts.join("other run", output)) {
      assertThat(other.mayHaveFailed(), is(false));
      other.markStarted();
    }
    assertThat(Files.exists(Path.of(output.startedMarker())), is(true));
    open.close();
  }
}
