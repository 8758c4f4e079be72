// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.schemas.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file under version control that code in the test sources generates. */
public final class CommittedFile {
  private static final boolean IS_REGENERATED = Boolean.getBoolean("maskbeam.regenerate");

  private static final String REMEDY =
      " differs from what its code generates. To generate the demonstration's files again, run\n"
          + "  ./mvnw test -pl pipeline -am -Dtest='Demo*Test'"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dmaskbeam.regenerate=true\n"
          + "until it passes without -Dmaskbeam.regenerate=true, and commit them.";

  private final Path path;

  private CommittedFile(Path path) {
    this.path = path;
  }

  /** The file at a path relative to the directory of the module whose tests run. */
  public static CommittedFile at(String path) {
    return new CommittedFile(Path.of(path));
  }

  /** What a failed test says: which file differs, and the command that generates it. */
  public String remedy() {
    return path.getFileName() + REMEDY;
  }

  /** Requires that the file has this content, or writes it with -Dmaskbeam.regenerate=true. */
  public void requireContent(byte[] generated) throws IOException {
    if (!isWritten(generated)) {
      // Hashes, since a failure would print the content.
      assertThat(remedy(), Sha256.hex(content()), is(Sha256.hex(generated)));
    }
  }

  /** Writes the file if that is asked for by -Dmaskbeam.regenerate=true. */
  public boolean isWritten(byte[] generated) throws IOException {
    if (IS_REGENERATED) {
      Files.write(path, generated);
    }
    return IS_REGENERATED;
  }

  /** What is committed. */
  public byte[] content() throws IOException {
    return Files.readAllBytes(path);
  }
}
