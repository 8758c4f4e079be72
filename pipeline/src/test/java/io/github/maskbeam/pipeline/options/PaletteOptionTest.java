// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.ClassColors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PaletteOptionTest {
  @TempDir private Path directory;

  @BeforeAll
  static void readyFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void readsAFileWithAByteOrderMark() throws Exception {
    Files.writeString(directory.resolve("mark.txt"), "\ufeff#010203\n4 5 6\n");
    assertThat(read("mark.txt"), is(ClassColors.parse("#010203\n#040506")));
  }

  @Test
  void refusesFilesThatAreNoPalette() throws IOException {
    assertRefused(ProblemCode.STORAGE_NOT_FOUND, "none.txt", "");
    Files.createDirectory(directory.resolve("folder"));
    assertRefused(ProblemCode.PALETTE_UNREADABLE, "folder", "");
    Files.writeString(directory.resolve("empty.txt"), "\n");
    assertRefused(ProblemCode.PALETTE_INVALID, "empty.txt", "");
    Files.writeString(directory.resolve("words.txt"), "#000000\nred\n");
    assertRefused(ProblemCode.PALETTE_INVALID, "words.txt", "Line 2 ");
    Files.write(directory.resolve("latin1.txt"), "#000000\n\u00fc\n".getBytes(ISO_8859_1));
    assertRefused(ProblemCode.PALETTE_INVALID, "latin1.txt", "line 2 ");
    Files.write(directory.resolve("large.txt"), new byte[2 << 20]);
    assertRefused(ProblemCode.PALETTE_INVALID, "large.txt", "larger than");
  }

  @Test
  void fewerColorsThanClassesAreRefusedWithBothNumbers() throws UsageException {
    ClassColors two = ClassColors.parse("#000000\n#ffffff");
    PaletteOption.requireEnough(two, 2, "p.txt");
    PaletteOption.requireEnough(two, 1, "p.txt");
    PaletteOption.requireEnough(ClassColors.voc(), 255, "p.txt");
    Problem problem = refusal(() -> PaletteOption.requireEnough(two, 3, "p.txt"));
    assertThat(problem.code(), is(ProblemCode.PALETTE_TOO_SHORT));
    assertThat(
        problem.message(),
        allOf(
            containsString("--palette=p.txt"),
            containsString("2 colors"),
            containsString("3 classes")));
  }

  private ClassColors read(String file) throws UsageException {
    return PaletteOption.read(file, directory.toString());
  }

  private void assertRefused(ProblemCode code, String file, String reason) {
    Problem problem = refusal(() -> read(file));
    assertThat(problem.code(), is(code));
    assertThat(
        problem.message(), allOf(containsString("--palette=" + file), containsString(reason)));
  }

  private static Problem refusal(Executable check) {
    return assertThrows(UsageException.class, check).problems().get(0);
  }
}
