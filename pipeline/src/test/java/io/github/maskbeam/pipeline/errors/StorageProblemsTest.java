// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.errors;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageProblemsTest {
  @TempDir private Path directory;

  @BeforeAll
  static void readyFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void whatStorageReportsHasACodeOfItsOwn() {
    String missing = directory.resolve("missing").toString();
    assertCode(missing, new FileNotFoundException("x"), ProblemCode.STORAGE_NOT_FOUND);
    assertCode(missing, new AccessDeniedException("x"), ProblemCode.STORAGE_ACCESS_DENIED);
    assertCode(missing, new IOException("x"), ProblemCode.MANIFEST_UNREADABLE);
  }

  @Test
  void aSchemeThatCannotBeUsedGoesFirst() {
    IOException any = new IOException("x");
    assertCode("ftp://host/a", any, ProblemCode.SCHEME_UNKNOWN);
    assertCode("gs://bucket/a", any, ProblemCode.SCHEME_NOT_IN_JAR);
    assertCode("viewfs://cluster/a", any, ProblemCode.SCHEME_NOT_CONFIGURED);
  }

  @Test
  void aLocalFileThatIsThereIsNotMissing() {
    assertCode(
        directory.toString(),
        new FileNotFoundException("x (Is a directory)"),
        ProblemCode.MANIFEST_UNREADABLE);
  }

  private static void assertCode(String uri, Exception thrown, ProblemCode code) {
    assertThat(uri, StorageProblems.code(uri, thrown, ProblemCode.MANIFEST_UNREADABLE), is(code));
  }
}
