// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.output.OutputLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir private Path root;

  @Test
  void writesTheFileAndNothingElse() throws IOException {
    byte[] large = new byte[3_000_001];
    new Random(1).nextBytes(large);
    write("deep/er/a.bin", large);
    write("deep/empty.bin", new byte[0]);
    assertThat(Files.readAllBytes(root.resolve("deep/er/a.bin")), is(large));
    assertThat(files(), containsInAnyOrder("deep/er/a.bin", "deep/empty.bin"));
  }

  @Test
  void replacesAnExistingFile() throws IOException {
    write("a.bin", new byte[100]);
    write("a.bin", new byte[] {1, 2});
    assertThat(Files.readAllBytes(root.resolve("a.bin")), is(new byte[] {1, 2}));
    assertThat(files(), containsInAnyOrder("a.bin"));
  }

  @Test
  void writesNamesLiterally() throws IOException {
    write("a*[1] ü%20.bin", new byte[] {1});
    write("a*[1] ü%20.bin", new byte[] {2});
    assertThat(files(), containsInAnyOrder("a*[1] ü%20.bin"));
  }

  @Test
  void leavesNothingIfTheRenameFails() throws IOException {
    Files.createDirectories(root.resolve("taken/by/a/directory"));
    assertThrows(IOException.class, () -> write("taken", new byte[] {1}));
    assertThat(files(), is(List.of()));
  }

  private void write(String name, byte[] content) throws IOException {
    OutputLayout output = OutputLayout.at(root.toString());
    AtomicFiles.write(root.resolve(name).toString(), content, output.temporary());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .collect(Collectors.toList());
    }
  }
}
