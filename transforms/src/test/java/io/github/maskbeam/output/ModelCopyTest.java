// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.schemas.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCopyTest {
  private static final byte[] MODEL = {1, 2, 3};
  private static final String SHA256 = Sha256.hex(MODEL);

  @TempDir private Path directory;
  private OutputLayout output;

  @BeforeEach
  void layOut() {
    output = OutputLayout.at(directory.toString());
  }

  @Test
  void theCopyIsNamedByItsContent() throws IOException {
    String copy = write();
    assertThat(copy, is(directory + "/model/" + SHA256 + ".tflite"));
    assertThat(Files.readAllBytes(Path.of(copy)), is(MODEL));
    assertThat(ModelCopy.find(output, SHA256), is(Optional.of(copy)));
    assertThat(output.isOwn(copy), is(true));
  }

  @Test
  void aWholeCopyIsKeptAndADamagedOneReplaced() throws IOException {
    Path copy = Path.of(write());
    Object written = Files.getAttribute(copy, "unix:ino");
    write();
    assertThat(Files.getAttribute(copy, "unix:ino"), is(written));
    Files.write(copy, new byte[] {1, 2});
    assertThat(ModelCopy.find(output, SHA256), is(Optional.empty()));
    write();
    assertThat(Files.readAllBytes(copy), is(MODEL));
  }

  @Test
  void copiesOfOtherModelsAreDeletedAndForeignFilesAreNot() throws IOException {
    Path models = Files.createDirectories(directory.resolve("model"));
    Files.write(models.resolve(Sha256.hex(new byte[] {4}) + ".tflite"), new byte[] {4});
    Files.write(models.resolve("notes.txt"), new byte[] {5});
    write();
    assertThat(
        models.toFile().list((in, name) -> name.endsWith(".tflite")),
        arrayContaining(SHA256 + ".tflite"));
    assertThat(Files.exists(models.resolve("notes.txt")), is(true));
  }

  private String write() throws IOException {
    return ModelCopy.write(output, ByteBuffer.wrap(MODEL), SHA256);
  }
}
