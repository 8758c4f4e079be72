// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLock;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.schemas.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  private static final String AREAS =
      "SELECT image_uri, class_id, area_px FROM class_areas ORDER BY ALL";

  @TempDir private Path directory;
  private Path output;
  private OutputLayout layout;

  @BeforeEach
  void segment() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    Path photos = Files.createDirectories(directory.resolve("photos"));
    output = directory.resolve("out");
    layout = OutputLayout.at(output.toString());
    Landscapes.landscape(photos.resolve("a.png"), 64, 48, 24);
    Landscapes.landscape(photos.resolve("b.png"), 100, 50, 20);
    Files.writeString(photos.resolve("c.png"), "not an image");
    assertThat(segmentAgain().exitCode(), is(0));
  }

  @Test
  void aConsistentOutput() {
    Run run = verify();
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out(), startsWith("3 images: 2 segmented, 1 failed; 0 masks of other images\n"));
    assertThat(run.out(), containsString("consistent"));
    assertThat(Files.exists(output.resolve("run.lock")), is(false));
  }

  @Test
  void damagedMasksAreFoundAndRepaired() throws IOException {
    String areas = query(AREAS).out();
    Map<String, Path> masks = MaskFiles.byImageId(output);
    for (byte[] damaged : damaged(masks.values().iterator().next())) {
      Path mask = masks.values().iterator().next();
      Files.write(mask, damaged);
      assertInconsistent("1 of 2 masks are missing or invalid: " + mask);
      Run repaired = verify("--repair");
      assertThat(repaired.err(), repaired.exitCode(), is(0));
      assertThat(query(AREAS).out(), is(areas));
    }
    Files.delete(masks.values().iterator().next());
    assertInconsistent("is missing");
    assertThat(verify("--repair").exitCode(), is(0));
    assertThat(RunRecords.read(layout).orElseThrow().getInput().getPatterns(), is(patterns()));
  }

  /** A rerun does not take what is left of a mask for a result. */
  @Test
  void damagedMasksAreSegmentedAgainByARerun() throws IOException {
    for (Path mask : MaskFiles.byImageId(output).values()) {
      Files.write(mask, damaged(mask).get(1));
    }
    assertThat(segmentAgain().exitCode(), is(0));
    assertThat(RunRecords.read(layout).orElseThrow().getCounts().getInferences(), is(2L));
    assertThat(verify().exitCode(), is(0));
  }

  @Test
  void aDamagedRunJsonIsReplacedByARerun() throws IOException {
    Files.writeString(output.resolve("run.json"), "{");
    assertThat(query("SELECT 1").exitCode(), is(4));
    Run again = segmentAgain();
    assertThat(again.err(), again.exitCode(), is(0));
    assertThat(verify().exitCode(), is(0));
  }

  @Test
  void theMaskOfAnotherImageIsInvalid() throws IOException {
    List<Path> masks = List.copyOf(MaskFiles.byImageId(output).values());
    Files.write(masks.get(0), Files.readAllBytes(masks.get(1)));
    assertInconsistent("1 of 2 masks are missing or invalid: " + masks.get(0));
  }

  /** As a job on a cluster leaves it, whose client has ended. */
  @Test
  void theTablesOfADetachedJobAreCommitted() throws Exception {
    String areas = query(AREAS).out();
    RunRecord run = RunRecords.read(layout).orElseThrow();
    String runId;
    try (OutputLock lock = OutputLock.acquire(layout, "segment", job -> false)) {
      runId = lock.runId();
      lock.handOver("some-job", Optional.empty());
    }
    RunRecord begun =
        RunRecord.newBuilder(run).setRunId(runId).setState("RUNNING").setTables(null).build();
    RunRecords.write(layout, begun);
    OutputLayout staged = layout.staged(runId);
    RunRecords.write(staged, begun);
    Files.move(output.resolve("tables"), Path.of(staged.root(), "tables"));
    assertThat(query(AREAS).codes(), contains(ProblemCode.RUN_NOT_FINISHED));
    Run verified = verify();
    assertThat(verified.err(), verified.exitCode(), is(0));
    assertThat(verified.out(), startsWith("committed  the tables of run " + runId));
    assertThat(query(AREAS).out(), is(areas));
    assertThat(Files.exists(output.resolve("run.lock")), is(false));
  }

  @Test
  void aJobThatStillRunsIsNotDisturbed() throws Exception {
    try (OutputLock lock = OutputLock.acquire(layout, "segment", job -> false)) {
      lock.handOver("some-job", Optional.of("127.0.0.1:1"));
    }
    for (Run run : List.of(verify(), segmentAgain())) {
      assertThat(run.exitCode(), is(2));
      assertThat(run.codes(), contains(ProblemCode.OUTPUT_IN_USE));
      assertThat(run.err(), containsString("the detached job some-job"));
    }
  }

  @Test
  void otherDirectoriesAreLeftAlone() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    Run run = Run.maskbeam("verify", other.toString());
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(ProblemCode.RUN_NOT_FOUND));
    assertThat(other.toFile().list().length, is(0));
  }

  private void assertInconsistent(String reason) {
    Run run = verify();
    assertThat(run.err(), run.exitCode(), is(4));
    assertThat(run.codes(), contains(ProblemCode.OUTPUT_INCONSISTENT));
    assertThat(run.err(), containsString(reason));
    Run query = query("SELECT 1");
    assertThat(query.exitCode(), is(4));
    assertThat(query.codes(), contains(ProblemCode.OUTPUT_INCONSISTENT));
    assertThat(query("SELECT 1", "--force").exitCode(), is(0));
  }

  /** Cut in half, with its second half zeroed, and empty. */
  private static List<byte[]> damaged(Path mask) throws IOException {
    byte[] whole = Files.readAllBytes(mask);
    byte[] zeroed = whole.clone();
    Arrays.fill(zeroed, whole.length / 2, whole.length, (byte) 0);
    return List.of(Arrays.copyOf(whole, whole.length / 2), zeroed, new byte[0]);
  }

  private Run segmentAgain() {
    return Run.maskbeam(
        "segment", "--input=" + patterns().get(0), "--output=" + output, "--maxFailureFraction=1");
  }

  private List<String> patterns() {
    return List.of(directory + "/photos/*.png");
  }

  private Run verify(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "verify";
    all[1] = output.toString();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return Run.maskbeam(all);
  }

  private Run query(String... arguments) {
    return Query.of(output, arguments);
  }
}
