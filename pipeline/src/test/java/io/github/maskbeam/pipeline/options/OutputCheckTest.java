// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputCheckTest {
  @TempDir private Path directory;

  @BeforeAll
  static void readyFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void noOutput() {
    Problem problem =
        Problem.of(
            ProblemCode.OUTPUT_MISSING,
            "The output is missing: use --output=out, a directory for masks and tables.");
    assertThat(problems(null), contains(problem));
    assertThat(problems(" "), contains(problem));
  }

  @Test
  void aPathThatIsAPattern() {
    assertThat(
        problems("out [1]"),
        contains(
            Problem.of(
                ProblemCode.OUTPUT_IS_PATTERN,
                "--output=out [1] contains a glob character, one of * ? [ {, so files in it "
                    + "could not be listed ("
                    + directory
                    + "/out [1]). Use another directory.")));
  }

  @Test
  void aWebServer() {
    assertThat(
        problems("http://127.0.0.1/out"),
        contains(
            Problem.of(
                ProblemCode.OUTPUT_ON_WEB,
                "--output=http://127.0.0.1/out cannot be written: Maskbeam only reads from web servers. Use a "
                    + "directory, or a URI on s3://, hdfs:// or gs://.")));
  }

  @Test
  void aNameThatHadoopWouldEncode() {
    assertThat(
        problems("hdfs://namenode/größe"),
        contains(
            Problem.of(
                ProblemCode.OUTPUT_NAME_UNSUPPORTED,
                "--output=hdfs://namenode/größe contains a character that Hadoop encodes in URIs, so files in "
                    + "it could not be listed. Use letters, digits and . _ - / only.")));
  }

  @Test
  void aDirectoryBelowAFile() throws IOException {
    Files.createFile(directory.resolve("file"));
    Problem problem = problems("file/out").get(0);
    assertThat(problem.code(), is(ProblemCode.OUTPUT_NOT_WRITABLE));
    assertThat(
        problem.message(),
        allOf(
            startsWith("--output=file/out cannot be written: "),
            endsWith(". Use a writable directory.")));
  }

  @Test
  void aSchemeThatNobodyKnows() {
    assertThat(problems("ftp://host/out").get(0).code(), is(ProblemCode.SCHEME_UNKNOWN));
    assertThat(problems("gs://bucket/out").get(0).code(), is(ProblemCode.SCHEME_NOT_IN_JAR));
  }

  private List<Problem> problems(String output) {
    return Problems.of(() -> OutputCheck.writable(output, directory.toString()));
  }
}
