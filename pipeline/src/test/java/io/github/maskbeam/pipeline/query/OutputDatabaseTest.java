// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.schemas.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// A database writes to the stream that it is given and leaves it open.
@SuppressWarnings("ClosingStandardOutputStreams")
class OutputDatabaseTest {
  @TempDir private Path directory;

  /** Any scheme takes this way: what Beam lists and reads is copied. */
  @Test
  void tablesThatAreNotLocalAreCopied() throws Exception {
    Path picture = Landscapes.landscape(directory.resolve("half.png"), 64, 48, 24);
    Path output = directory.resolve("out");
    assertThat(
        Run.maskbeam("segment", "--input=" + picture, "--output=" + output).exitCode(), is(0));
    Path copies;
    try (TemporaryDirectory temporary = TemporaryDirectory.create()) {
      copies = temporary.path();
      List<Path> files =
          new TableFiles("file://" + output, copies, System.err)
              .of("images", committed("file://" + output).tables().files(Table.IMAGES));
      List<String> originals = MaskFiles.below(output.resolve("tables/images"));
      assertThat(files.size(), is(originals.size()));
      assertThat(files.get(0).getParent().getParent(), is(copies));
      long bytes = 0;
      for (Path file : files) {
        assertThat(file.getParent(), is(files.get(0).getParent()));
        bytes += Files.size(file);
      }
      for (String original : originals) {
        bytes -= Files.size(output.resolve("tables/images").resolve(original));
      }
      assertThat(bytes, is(0L));
    }
    assertThat(Files.exists(copies), is(false));
    try (OutputDatabase database = OutputDatabase.open(committed("file://" + output), System.err)) {
      assertThat(database.column("SELECT image_uri FROM images"), contains(picture.toString()));
    }
  }

  @Test
  void isAskedInUtcAndWithoutExtensionsOfTheInternet() throws Exception {
    Path picture = Landscapes.landscape(directory.resolve("half.png"), 64, 48, 24);
    Path output = directory.resolve("out");
    Run.maskbeam("segment", "--input=" + picture, "--output=" + output);
    try (OutputDatabase database = OutputDatabase.open(committed(output.toString()), System.err)) {
      assertThat(
          database.column(
              "SELECT concat(current_setting('TimeZone'),"
                  + " current_setting('autoinstall_known_extensions'),"
                  + " current_setting('autoload_known_extensions'))"),
          contains("UTCfalsefalse"));
      assertThat(
          database.column("SELECT extension_name FROM duckdb_extensions() WHERE loaded ORDER BY 1"),
          contains("core_functions", "icu", "json", "parquet"));
    }
  }

  private static CommittedOutput committed(String output) throws IOException {
    OutputLayout layout = OutputLayout.at(output);
    return CommittedOutput.of(
        layout,
        RunRecord.newBuilder().setState("FINISHED").build(),
        TableSet.in(layout, TableGroup.RUN));
  }
}
