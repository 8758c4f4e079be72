// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.progress.RunMetrics;
import io.github.maskbeam.pipeline.testing.KnownMetrics;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.TableWriter;
import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.transforms.metrics.MetricNames;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The facts of a finished run, held against each other and the masks, before and after somebody
 * tampered with the output: two images that succeeded (800 px and 1,200 px) and one that failed.
 */
class ReconciliationTest {
  private static final long LISTED = 3;
  private static final int SKY = 1;

  @TempDir private static Path finished;
  @TempDir private Path directory;
  private Path output;
  private OutputLayout layout;

  @BeforeAll
  static void run() throws IOException {
    Path photos = Files.createDirectory(finished.resolve("photos"));
    Landscapes.landscape(photos.resolve("a.png"), 40, 20, 0);
    Landscapes.landscape(photos.resolve("b.png"), 40, 30, 0);
    Files.writeString(photos.resolve("c.txt"), "not an image");
    Run run =
        Run.maskbeam(
            "segment",
            "--input=" + photos + "/*",
            "--output=" + finished.resolve("out"),
            "--maxFailureFraction=0.5");
    assertThat(run.err(), run.exitCode(), is(0));
  }

  @BeforeEach
  void copyTheOutput() throws IOException {
    Path source = finished.resolve("out");
    output = directory.resolve("out");
    layout = OutputLayout.at(output.toString());
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path copy = output.resolve(source.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Test
  void factsAreThoseOfTheTables() throws IOException {
    TableTotals facts = TableTotals.read(TableSet.in(layout, TableGroup.RUN));
    assertThat(facts.succeeded(), is(2L));
    assertThat(facts.failed(), is(1L));
    assertThat(facts.failedByCode(), is(Map.of(FailureCode.UNSUPPORTED_FORMAT, 1L)));
    assertThat(facts.imagePixels().sum(), is(2_000L));
    assertThat(facts.areaPxByClass().values(), contains(2_000L));
    assertThat(facts.imagesByClass().values(), contains(2L));
    assertThat(
        facts.coverage().stream().map(ClassCoverageRow::getClassId).collect(Collectors.toList()),
        contains(0, 1, 2, 3, 4, 5, 6, 7, 8));
  }

  @Test
  void coverageIsByClassIdInWhateverOrderTheFileHasIt() throws Exception {
    rewrite(Table.CLASS_COVERAGE, "FROM rows ORDER BY class_id DESC");
    assertThat(
        TableTotals.read(TableSet.in(layout, TableGroup.RUN)).coverage().get(0).getClassId(),
        is(0));
  }

  @Test
  void anUntouchedOutputIsWithoutContradiction() throws IOException {
    assertThat(contradictions(), is(empty()));
  }

  @Test
  void anImageWasListedAndNeitherTriedNorKnown() throws IOException {
    assertThat(
        contradictions(3, 2, 0),
        contains("3 images were listed, but 2 were tried or known from earlier runs"));
  }

  @Test
  void masksOfImagesThatWereNotInTheInputAreNoContradiction() throws IOException {
    stray("masks/5e/stray-5e" + "0".repeat(30) + ".png");
    assertThat(contradictions(3, 3, 1), is(empty()));
    assertThat(contradictions(3, 3, 2), contains(startsWith("3 masks are in ")));
  }

  @Test
  void aMaskIsMissing() throws IOException {
    Files.delete(maskOf("a"));
    assertThat(contradictions(), contains(masks(1, 2)));
  }

  @Test
  void allMasksAreMissing() throws IOException {
    Files.delete(maskOf("a"));
    Files.delete(maskOf("b"));
    assertThat(contradictions(), contains(masks(0, 2)));
  }

  @Test
  void aMaskTooMany() throws IOException {
    stray("masks/5e/stray-5e" + "0".repeat(30) + ".png");
    assertThat(contradictions(), contains(masks(3, 2)));
  }

  @Test
  void aMaskIsOfAnotherImage() throws IOException {
    String otherId = Sha256.imageId("another.png");
    Path other = output.resolve("masks/" + otherId.substring(0, 2) + "/a-" + otherId + ".png");
    Files.createDirectories(other.getParent());
    Files.move(maskOf("a"), other);
    assertThat(
        contradictions(),
        contains(allOf(startsWith("2 masks are in"), containsString("not of the same images"))));
  }

  @Test
  void filesThatAreNoMasksDoNotMatter() throws IOException {
    stray("masks/thumbnails/" + maskOf("a").getFileName());
    stray("masks/.DS_Store");
    stray("masks/ab/.DS_Store");
    stray("masks/ab/notes.png");
    stray("masks/ab/x.png");
    stray("masks/ab/a picture of something with quite a long name.png");
    assertThat(contradictions(), is(empty()));
  }

  @Test
  void anImageHasNoRow() throws Exception {
    rewrite(Table.IMAGES, "FROM rows WHERE image_uri NOT LIKE '%b.png'");
    assertThat(
        contradictions(),
        contains(
            is(
                "3 images were listed, but table images has 1 that succeeded and 1 that"
                    + " failed"),
            allOf(containsString("2,000 px"), containsString("800 px")),
            masks(2, 1)));
  }

  @Test
  void aFailedImageHasNoRow() throws Exception {
    rewrite(Table.IMAGES, "FROM rows WHERE status = 'SUCCEEDED'");
    assertThat(contradictions(), contains(startsWith("3 images were listed")));
  }

  @Test
  void anImageHasTwoRows() throws Exception {
    rewrite(Table.IMAGES, "FROM rows UNION ALL FROM rows WHERE image_uri LIKE '%a.png'");
    assertThat(contradictions(), hasItem(containsString("3 that succeeded and 1 that failed")));
  }

  @Test
  void anImageHasAnotherSize() throws Exception {
    rewrite(Table.IMAGES, "SELECT * REPLACE (CAST(width_px * 2 AS INTEGER) AS width_px) FROM rows");
    assertThat(
        contradictions(), contains(allOf(containsString("2,000 px"), containsString("4,000 px"))));
  }

  @Test
  void twoImagesSwappedTheirAreas() throws Exception {
    rewrite(
        Table.CLASS_AREAS,
        "SELECT * REPLACE (CAST(2000 - area_px AS BIGINT) AS area_px) FROM rows");
    assertThat(contradictions(), contains(containsString("image by image")));
  }

  @Test
  void anImageHasNoAreas() throws Exception {
    int classId =
        TableTotals.read(TableSet.in(layout, TableGroup.RUN))
            .areaPxByClass()
            .keySet()
            .iterator()
            .next();
    rewrite(Table.CLASS_AREAS, "FROM rows WHERE image_uri NOT LIKE '%a.png'");
    assertThat(
        contradictions(),
        contains(
            allOf(containsString("1,200 px"), containsString("2,000 px")),
            is(
                "Class "
                    + classId
                    + " has 2,000 px in table class_coverage, but 1,200 px in table class_areas"),
            is(
                "Class "
                    + classId
                    + " has 2 images in table class_coverage, but 1 images in table class_areas")));
  }

  @Test
  void voidPixelsArePartOfTheSum() throws Exception {
    rewrite(Table.IMAGES, "SELECT * REPLACE (CAST(5 AS BIGINT) AS void_px) FROM rows");
    assertThat(
        contradictions(),
        contains(
            "The areas in table class_areas and void_px (2,010 px in all) are not, image by image,"
                + " the sizes in table images (2,000 px in all)"));
    rewrite(Table.IMAGES, "SELECT * EXCLUDE (void_px) FROM rows");
    assertThat("earlier versions had no such column", contradictions(), is(empty()));
  }

  @Test
  void coverageCountsAnotherClass() throws Exception {
    rewrite(
        Table.CLASS_COVERAGE,
        "SELECT * REPLACE (CAST(CASE WHEN class_id = "
            + SKY
            + " THEN 7 ELSE area_px END AS BIGINT) AS area_px) FROM rows");
    assertThat(
        contradictions(),
        contains("Class 1 has 7 px in table class_coverage, but 0 px in table class_areas"));
  }

  @Test
  void ofManyClassesThatDifferThreeAreNamed() throws Exception {
    rewrite(
        Table.CLASS_COVERAGE,
        "SELECT * REPLACE (CAST(image_count + 5 AS BIGINT) AS image_count) FROM rows");
    List<String> contradictions = contradictions();
    assertThat(contradictions, hasSize(4));
    assertThat(
        contradictions.get(3), is("6 more classes differ in images between these two tables"));
  }

  @Test
  void coverageHasNoRows() throws Exception {
    rewrite(Table.CLASS_COVERAGE, "FROM rows WHERE false");
    assertThat(contradictions(), hasSize(2));
  }

  private List<String> contradictions() throws IOException {
    return contradictions(LISTED, LISTED, 0);
  }

  private List<String> contradictions(long listed, long tried, long masksOfOtherImages)
      throws IOException {
    return Reconciliation.contradictions(
        layout,
        MaskLayout.FILES,
        TableTotals.read(TableSet.in(layout, TableGroup.RUN)),
        RunMetrics.of(
            new KnownMetrics(MetricNames.NAMESPACE)
                .counter("list", MetricNames.IMAGES_LISTED, listed)
                .counter("list", MetricNames.MASKS_OF_OTHER_IMAGES, masksOfOtherImages)
                .counter("segment", MetricNames.SUCCEEDED, tried - 2)
                .counter("segment", MetricNames.ALREADY_DONE, 1)
                .counter("segment", MetricNames.ALREADY_FAILED, 1)));
  }

  private static Matcher<String> masks(int found, int succeeded) {
    return allOf(
        startsWith(found + " masks are in "),
        containsString("but " + succeeded + " images succeeded by table images"));
  }

  private Path maskOf(String stem) throws IOException {
    return MaskFiles.byImageId(output).values().stream()
        .filter(mask -> mask.getFileName().toString().startsWith(stem + "-"))
        .findFirst()
        .orElseThrow();
  }

  private void stray(String relative) throws IOException {
    Path file = output.resolve(relative);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "stray");
  }

  private void rewrite(Table table, String query) throws IOException, SQLException {
    Schema schema =
        Map.of(
                Table.IMAGES, ImageRow.getClassSchema(),
                Table.CLASS_AREAS, ClassAreaRow.getClassSchema(),
                Table.CLASS_COVERAGE, ClassCoverageRow.getClassSchema())
            .get(table);
    TableWriter.rewrite(Path.of(layout.table(table)), schema, query);
  }
}
