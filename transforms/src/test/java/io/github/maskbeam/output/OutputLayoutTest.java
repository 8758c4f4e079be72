// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.schemas.Sha256;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OutputLayoutTest {
  private static final OutputLayout OUT = OutputLayout.at("/data/out");

  @Test
  void placesEverythingBelowTheRoot() {
    assertThat(OutputLayout.at("/data/out//").root(), is("/data/out"));
    assertThat(OutputLayout.at("s3://bucket/x/").masks(), is("s3://bucket/x/masks"));
    assertThat(OUT.table(Table.CLASS_AREAS), is("/data/out/tables/class_areas"));
    assertThat(OUT.runJson(), is("/data/out/run.json"));
    assertThat(OUT.temporary(), is("/data/out/.maskbeam-tmp"));
    assertThat(OUT.table(Table.EVALUATION_IMAGES), is("/data/out/evaluation/images"));
    assertThat(OUT.evaluationJson(), is("/data/out/evaluation/evaluation.json"));
  }

  @ParameterizedTest
  @CsvSource({
    "/photos/cat.jpg, cat",
    "s3://bucket/a/b/Red Car (2).JPEG, Red_Car_2_",
    "https://host/img.jpg?size=large, img",
    "https://host/img.jpg?X-Amz-Signature=a.b/c, img",
    "HTTP://host/img?id=7#top, img",
    "/x/what?.jpg, what_",
    "C:\\photos\\cat.png, C_photos_cat",
    "/x/archive.tar.gz, archive_tar",
    "/x/.hidden, _hidden",
    "/x/no-ending_1, no-ending_1",
    "/x/写真.jpg, _"
  })
  void keepsAReadableStem(String uri, String stem) {
    String id = Sha256.imageId(uri);
    assertThat(
        OUT.mask(uri),
        is("/data/out/masks/" + id.substring(0, 2) + "/" + stem + "-" + id + ".png"));
  }

  static Stream<String> awkward() {
    return Stream.of(
        "..",
        "/x/..",
        "../../../etc/passwd",
        "/x/..%2f..%2fetc",
        "/x/%2e%2e/%2e%2e.png",
        "/x/..\\..\\windows",
        "https://h/a.jpg?x=/../../y",
        "/x/" + "long".repeat(1000) + ".jpg",
        "/x/a\0b\nc\u202E.jpg",
        "/x/",
        "",
        "/x/\uD800.jpg",
        "/x/CON.jpg",
        "/x/-rf.jpg");
  }

  @ParameterizedTest
  @MethodSource("awkward")
  void keepsMasksInTheirDirectory(String uri) {
    String mask = OUT.mask(uri);
    assertThat(Path.of(mask).normalize().toString(), is(mask));
    assertThat(mask, startsWith("/data/out/masks/"));
    String relative = mask.substring("/data/out/masks/".length());
    assertThat(relative, matchesPattern("[0-9a-f]{2}/[A-Za-z0-9_-]*-[0-9a-f]{32}\\.png"));
    // The longest name that the usual file systems take has 255 bytes.
    assertThat(Path.of(mask).getFileName().toString().length(), lessThan(128));
  }

  @ParameterizedTest
  @CsvSource({
    "/x/a.jpg, /x/A.jpg",
    "/x/a.jpg, /x/a.png",
    "/x/a.jpg, /y/a.jpg",
    "/x/a.jpg?v=1, /x/a.jpg?v=2",
    "/x/a b.jpg, /x/a_b.jpg"
  })
  void givesEachUriItsOwnMask(String one, String other) {
    // Not on file systems that do not tell case apart either.
    assertThat(
        OUT.mask(one).toLowerCase(Locale.ROOT), is(not(OUT.mask(other).toLowerCase(Locale.ROOT))));
  }

  @Test
  void recognizesFilesOfRuns() {
    assertThat(OUT.isOwn(OUT.mask("/x/a.jpg")), is(true));
    assertThat(OUT.isOwn(OUT.file(PerImage.OVERLAY, "/x/a.jpg")), is(true));
    assertThat(OUT.isOwn(OUT.report()), is(true));
    assertThat(OUT.isOwn(OUT.runJson()), is(true));
    assertThat(OUT.isOwn(OUT.temporary() + "/sub/part"), is(true));
    assertThat(OUT.isOwn(OUT.table(Table.CLASS_AREAS) + "/part-0.parquet"), is(true));
    assertThat(OUT.isOwn(OUT.table(Table.CONFUSION) + "/part-0.parquet"), is(true));
    assertThat(OUT.isOwn(OUT.evaluationJson()), is(true));
    assertThat(
        OutputLayout.at("C:\\out").isOwn("C:\\out\\tables\\images\\part-0.parquet"), is(true));
  }

  @Test
  void doesNotRecognizeForeignFiles() {
    assertThat(OUT.isOwn("/data/out/scenes/harbour.jpg"), is(false));
    assertThat(OUT.isOwn("/data/out/masks/2007_000032.png"), is(false));
    assertThat(OUT.isOwn("/data/out/overlays/harbour.jpg"), is(false));
    assertThat(OUT.isOwn("/data/out/tables/images/table.jpg"), is(false));
    assertThat(OUT.isOwn(OUT.mask("/x/a.jpg").replace("/out/", "/out2/")), is(false));
    assertThat(OUT.isOwn("/data/photos/run.json"), is(false));
    assertThat(OUT.isOwn("/data/out/evaluation/truth/a.png"), is(false));
  }

  @Test
  void parsesTheImageIdOfAFileName() {
    String mask = OUT.mask("/x/a.jpg");
    assertThat(
        PerImage.MASK.imageIdOf(mask.substring(mask.lastIndexOf('/') + 1)),
        is(Optional.of(Sha256.imageId("/x/a.jpg"))));
    assertThat(PerImage.MASK.imageIdOf("notes.png"), is(Optional.empty()));
    assertThat(PerImage.MASK.imageIdOf("a-" + "0".repeat(31) + "g.png"), is(Optional.empty()));
    assertThat(PerImage.MASK.imageIdOf("a-" + "0".repeat(32) + ".jpg"), is(Optional.empty()));
  }
}
