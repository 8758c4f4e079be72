// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.output.OutputLayout.PerImage;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskNamesTest {
  private static final OutputLayout OUT =
      OutputLayout.at("/data/out").withMaskNames(MaskNames.STEM);

  @ParameterizedTest
  @CsvSource({
    "/photos/a.jpg, a",
    "/photos/a, a",
    "/photos/scene.2026.tif, scene.2026",
    "/photos/a[1] (copy).png, a[1] (copy)",
    "/photos/.jpg, .jpg",
    "s3://bucket/x/key.webp, key",
    "https://host/x/a.jpg?signature=abc/d.png, a",
    "/shards/00000.tar!000012.jpg, 000012",
    "/shards/00000.tar!dir/key.jpg, key",
    "/photos/größe.png, größe"
  })
  void filesHaveTheStemOfTheImage(String imageUri, String stem) throws MaskNameException {
    OUT.requireUsableName(imageUri);
    assertThat(OUT.mask(imageUri), is("/data/out/masks/" + stem + ".png"));
    assertThat(OUT.file(PerImage.WORLD_FILE, imageUri), is("/data/out/masks/" + stem + ".pgw"));
    assertThat(
        OUT.file(PerImage.CONFIDENCE, imageUri), is("/data/out/confidence/" + stem + ".png"));
    assertThat(
        OUT.fileIdOf(PerImage.MASK, stem + ".png"),
        is(Optional.of(MaskNames.STEM.fileId(imageUri))));
    assertThat(OUT.isOwn(OUT.mask(imageUri)), is(true));
    assertThat(OUT.isOwn(OUT.file(PerImage.GDAL_METADATA, imageUri)), is(true));
  }

  @Test
  void failuresHaveAnIdOfTheStem() {
    String failure = OUT.file(PerImage.FAILURE, "/x/A.jpg");
    String name = failure.substring(failure.lastIndexOf('/') + 1);
    assertThat(
        OUT.fileIdOf(PerImage.FAILURE, name),
        is(Optional.of(MaskNames.STEM.fileId("/other/a.png"))));
  }

  @Test
  void filesInOtherPlacesAreNotOwn() {
    assertThat(OUT.isOwn("/data/out/masks/below/a.png"), is(false));
    assertThat(OUT.isOwn("/data/out/masks/a.jpg"), is(false));
    assertThat(OUT.isOwn("/data/out/masks/.png"), is(false));
    assertThat(OUT.isOwn("/data/out/a.png"), is(false));
  }

  @ParameterizedTest
  @CsvSource({
    "/x/a.jpg, /y/a.jpg",
    "/x/a.jpg, /x/a.png",
    "/x/a.jpg, /x/A.jpg",
    "/x/ß.jpg, /x/ẞ.jpg"
  })
  void stemsThatSomeFileSystemsTakeForTheSameHaveTheSameId(String one, String other) {
    assertThat(MaskNames.STEM.fileId(one), is(MaskNames.STEM.fileId(other)));
    assertThat(MaskNames.ID.fileId(one), is(not(MaskNames.ID.fileId(other))));
  }

  @Test
  void accentsHaveTheSameIdHoweverTheyAreEncoded() {
    assertThat(MaskNames.STEM.fileId("/x/\u00e9.jpg"), is(MaskNames.STEM.fileId("/x/E\u0301.jpg")));
    assertThat(MaskNames.STEM.fileId("/x/e.jpg"), is(not(MaskNames.STEM.fileId("/x/\u00e9.jpg"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/x/a:b.jpg",
        "/x/what?.jpg",
        "/x/a\\b.jpg",
        "/x/a\nb.jpg",
        "/x/CON.jpg",
        "/x/com1.x.jpg",
        "https://host/"
      })
  void namesThatSomeFileSystemsDoNotAllowAreUnusable(String imageUri) {
    assertUnusable(OUT, imageUri);
  }

  @Test
  void longNamesAreUnusable() throws MaskNameException {
    OUT.requireUsableName("/x/" + "a".repeat(240) + ".jpg");
    assertUnusable(OUT, "/x/" + "a".repeat(241) + ".jpg");
    assertUnusable(OUT, "/x/" + "é".repeat(121) + ".jpg");
  }

  @Test
  void remoteMasksHavePlainNames() throws MaskNameException {
    OutputLayout remote = OutputLayout.at("s3://bucket/out").withMaskNames(MaskNames.STEM);
    remote.requireUsableName("/x/a-1_b.c.jpg");
    assertUnusable(remote, "/x/a b.jpg");
    OutputLayout.at("s3://bucket/out").requireUsableName("/x/a b.jpg");
  }

  @Test
  void messagesAreFoundInWhatRunnersThrow() {
    MaskNameException clash = MaskNameException.clash(OUT, "/y/a.jpg", "/x/a.jpg");
    String message = clash.getMessage();
    assertThat(message, containsString("/x/a.jpg and /y/a.jpg would have the same mask"));
    assertThat(
        MaskNameException.messageIn(new IllegalStateException("job failed", clash)),
        is(Optional.of(message)));
    assertThat(
        MaskNameException.messageIn(
            new IllegalStateException("UserCodeException: " + clash + "\n\tat x.Y.z")),
        is(Optional.of(message)));
    assertThat(
        MaskNameException.messageIn(new IllegalStateException("other")), is(Optional.empty()));
  }

  private static void assertUnusable(OutputLayout output, String imageUri) {
    MaskNameException e =
        assertThrows(MaskNameException.class, () -> output.requireUsableName(imageUri));
    assertThat(e.getMessage(), containsString(imageUri));
  }
}
