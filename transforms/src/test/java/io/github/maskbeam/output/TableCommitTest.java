// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.output.TableCommit.Step;
import io.github.maskbeam.schemas.Commit;
import io.github.maskbeam.schemas.RecordJson;
import io.github.maskbeam.schemas.TableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits that are interrupted before each of their steps. */
class TableCommitTest {
  private static final List<String> FIRST =
      List.of(
          "tables/images/part-0.parquet",
          "tables/images/part-1.parquet",
          "tables/class_areas/part-0.parquet",
          "tables/class_coverage/part-0.parquet");

  /** Has one file less and one file more. */
  private static final List<String> SECOND =
      List.of(
          "tables/images/part-0.parquet",
          "tables/class_areas/part-0.parquet",
          "tables/class_areas/part-1.parquet",
          "tables/class_coverage/part-0.parquet");

  private static final String FOREIGN = "tables/images/part-9.parquet";

  @TempDir private Path directory;
  private OutputLayout output;

  @BeforeEach
  void firstRun() throws IOException {
    output = OutputLayout.at(directory.toString());
    commit("first", FIRST, step -> {});
    Files.writeString(directory.resolve(FOREIGN), "put here by somebody else");
  }

  @Test
  void aCommitReplacesAllTables() throws IOException {
    commit("second", SECOND, step -> {});
    assertThat(readers(), is(contents("second", SECOND)));
    assertFinal("second", SECOND);
  }

  @Test
  void anInterruptedCommitLeavesTheEarlierTablesOrTheNewOnes() throws IOException {
    assertThat("steps", interruptEachStep(FIRST, SECOND), greaterThan(8));
  }

  @Test
  void partitionsReplaceEarlierOnesAndPlainTables() throws IOException {
    List<String> first = partitioned("first", FIRST);
    List<String> second = partitioned("second", SECOND);
    int replacedFiles = FIRST.size();
    assertThat("steps", interruptEachStep(first, second), greaterThan(8 + replacedFiles));
    assertThat(
        "no empty partition",
        Files.exists(directory.resolve("tables/images/run=first")),
        is(false));
    interruptEachStep(first, SECOND);
    interruptEachStep(FIRST, second);
  }

  /** Returns the number of steps. */
  private int interruptEachStep(List<String> first, List<String> second) throws IOException {
    int steps = 0;
    for (boolean isInterrupted = true; isInterrupted; steps++) {
      setUpAgain(first);
      isInterrupted = interrupt(steps, second);
      assertThat(
          "before step " + steps,
          readers(),
          anyOf(is(contents("first", first)), is(contents("second", second))));
      TableCommit commit = TableCommit.of(output, TableGroup.RUN);
      commit.complete();
      assertThat(commit.isComplete(), is(true));
      boolean isFirst = readers().equals(contents("first", first));
      assertFinal(isFirst ? "first" : "second", isFirst ? first : second);
      if (isFirst) {
        commit("second", second, step -> {});
        assertFinal("second", second);
      }
    }
    return steps;
  }

  @Test
  void theCompletionOfACommitMayBeInterruptedAsWell() throws IOException {
    interruptAt(Step.MOVE);
    for (int step = 0; step < 8; step++) {
      int[] left = {step};
      try {
        TableCommit.of(output, TableGroup.RUN, interruptAfter(left)).complete();
      } catch (Interruption e) {
        assertThat(readers(), is(contents("second", SECOND)));
      }
    }
    assertFinal("second", SECOND);
  }

  @Test
  void masksThatTheDiskDoesNotTakeAreNotCommitted() throws IOException {
    Path mask = Files.createDirectories(Path.of(output.mask("/photos/a.jpg")));
    IOException e = assertThrows(IOException.class, () -> commit("second", SECOND, step -> {}));
    assertThat(e.getMessage(), startsWith(output.masks() + " cannot be written to the disk: "));
    assertThat(readers(), is(contents("first", FIRST)));

    Files.setLastModifiedTime(mask, FileTime.fromMillis(0));
    commit("second", SECOND, step -> {});
    assertThat("older than the first commit", readers(), is(contents("second", SECOND)));
  }

  private void setUpAgain(List<String> first) throws IOException {
    TemporaryFiles.remove(output);
    Files.deleteIfExists(directory.resolve("run.json"));
    for (Path file : tables()) {
      Files.delete(file);
    }
    commit("first", first, step -> {});
    Files.writeString(directory.resolve(FOREIGN), "put here by somebody else");
  }

  private boolean interrupt(int step, List<String> second) throws IOException {
    try {
      commit("second", second, interruptAfter(new int[] {step}));
      return false;
    } catch (Interruption e) {
      return true;
    }
  }

  private void interruptAt(Step step) throws IOException {
    try {
      commit(
          "second",
          SECOND,
          reached -> {
            if (reached == step) {
              throw new Interruption();
            }
          });
    } catch (Interruption e) {
      // As intended.
    }
  }

  private static Step.Listener interruptAfter(int[] steps) {
    return step -> {
      if (steps[0]-- == 0) {
        throw new Interruption();
      }
    };
  }

  private void commit(String runId, List<String> paths, Step.Listener listener) throws IOException {
    List<TableFile> tables = new ArrayList<>();
    for (String path : paths) {
      Path staged = Path.of(output.staged(runId).root(), path);
      Files.createDirectories(staged.getParent());
      Files.writeString(staged, content(runId, path));
      tables.add(new TableFile(path, 1L, Files.size(staged)));
    }
    TableCommit.of(output, TableGroup.RUN, listener)
        .commit(runId, tables, RecordJson.indented(new Commit(runId, tables)));
  }

  /** What a reader of the committed tables sees. */
  private Map<String, String> readers() throws IOException {
    TableSet tables = TableSet.committed(output, TableGroup.RUN).orElseThrow();
    Map<String, String> contents = new TreeMap<>();
    for (Table table : TableGroup.RUN.tables()) {
      for (MatchResult.Metadata file : tables.files(table)) {
        contents.put(
            table.path() + "/" + Partition.nameInTable(file.resourceId().toString()),
            Files.readString(Path.of(file.resourceId().toString())));
      }
    }
    return contents;
  }

  /** What somebody finds who lists the directories. */
  private void assertFinal(String runId, List<String> paths) throws IOException {
    Map<String, String> expected = contents(runId, paths);
    expected.put(FOREIGN, "put here by somebody else");
    Map<String, String> found = new TreeMap<>();
    for (Path file : tables()) {
      found.put(directory.relativize(file).toString(), Files.readString(file));
    }
    assertThat(found, is(expected));
  }

  private List<Path> tables() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("tables"))) {
      return files.filter(Files::isRegularFile).collect(Collectors.toList());
    }
  }

  private static List<String> partitioned(String runId, List<String> paths) {
    return paths.stream()
        .map(path -> path.replace("part-", "run=" + runId + "/part-"))
        .collect(Collectors.toList());
  }

  private static Map<String, String> contents(String runId, List<String> paths) {
    Map<String, String> contents = new TreeMap<>();
    paths.forEach(path -> contents.put(path, content(runId, path)));
    return contents;
  }

  private static String content(String runId, String path) {
    return path + " of the " + runId + " run";
  }

  /** Ends a commit as the death of its process does: nothing handles it. */
  private static final class Interruption extends Error {
    private static final long serialVersionUID = 1L;
  }
}
