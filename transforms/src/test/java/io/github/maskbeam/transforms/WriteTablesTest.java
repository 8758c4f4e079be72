// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.area.Coverage;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.parquet.TableReader;
import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.SegmentationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteTablesTest {
  private static final LabelMap LABELS = LabelMap.of(List.of("sky", "land", "sea"));
  private static final int FILES = 4;

  @TempDir private Path directory;

  @Test
  void writesImagesAreasAndCoverage() throws Exception {
    List<SegmentationResult> results = new ArrayList<>();
    List<ClassAreaRow> areas = new ArrayList<>();
    Coverage coverage = new Coverage();
    for (int i = 0; i < 200; i++) {
      SegmentationResult image = image("/" + i + ".jpg", 1 + i, 7);
      results.add(image);
      areas.addAll(image.getClassAreas());
      coverage.add(image);
    }
    // Not counted as an image without classes.
    results.add(failed("/failed.jpg"));
    write(results, GroupKeys.of(64));
    assertThat(
        read(Table.IMAGES, ImageRow.getClassSchema()),
        containsInAnyOrder(results.stream().map(SegmentationResult::getImage).toArray()));
    assertThat(
        read(Table.CLASS_AREAS, ClassAreaRow.getClassSchema()),
        containsInAnyOrder(areas.toArray()));
    assertThat(
        read(Table.CLASS_COVERAGE, ClassCoverageRow.getClassSchema()),
        is(List.copyOf(coverage.rows(LABELS))));
  }

  @Test
  void writesTheSameFilesWithKeysForFlink() throws Exception {
    SegmentationResult image = image("/a.jpg", 1, 7);
    write(List.of(image), GroupKeys.onFlink(4096, 3));
    assertThat(read(Table.IMAGES, ImageRow.getClassSchema()), is(List.of(image.getImage())));
    assertThat(
        read(Table.CLASS_AREAS, ClassAreaRow.getClassSchema()),
        containsInAnyOrder(image.getClassAreas().toArray()));
    assertThat(names(Table.IMAGES), is(parts(FILES)));
    assertThat(names(Table.CLASS_AREAS), is(parts(FILES)));
    assertThat(names(Table.CLASS_COVERAGE), is(parts(1)));
  }

  @Test
  void writesAllFilesWithoutImages() throws Exception {
    write(List.of(), GroupKeys.of(64));
    assertThat(read(Table.IMAGES, ImageRow.getClassSchema()), is(List.of()));
    assertThat(read(Table.CLASS_AREAS, ClassAreaRow.getClassSchema()), is(List.of()));
    assertThat(
        "a row without pixels for each class",
        read(Table.CLASS_COVERAGE, ClassCoverageRow.getClassSchema()),
        is(List.copyOf(new Coverage().rows(LABELS))));
    assertThat(names(Table.IMAGES), is(parts(FILES)));
    assertThat(names(Table.CLASS_AREAS), is(parts(FILES)));
    assertThat(names(Table.CLASS_COVERAGE), is(parts(1)));
  }

  @Test
  void spreadsRowsOverFiles() throws Exception {
    List<SegmentationResult> results =
        IntStream.range(0, 400)
            .mapToObj(i -> image("/" + i + ".jpg", 1 + i, 7))
            .collect(Collectors.toList());
    write(results, GroupKeys.of(64));
    for (Table table : List.of(Table.IMAGES, Table.CLASS_AREAS)) {
      for (MatchResult.Metadata file : files(table)) {
        long rows = TableReader.countRows(file);
        long share = 400L * (table == Table.IMAGES ? 1 : 2) / FILES;
        assertThat(file + " has " + rows, rows > share / 2 && rows < share * 3 / 2, is(true));
      }
    }
  }

  private void write(List<SegmentationResult> results, GroupKeys groups) {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(results).withCoder(AvroCoder.of(SegmentationResult.class)))
        .apply(WriteTables.to(layout(), LABELS, FILES, groups));
    pipeline.run().waitUntilFinish();
  }

  private List<SpecificRecord> read(Table table, Schema schema) throws IOException {
    List<SpecificRecord> rows = new ArrayList<>();
    TableReader.<SpecificRecord>read(files(table), schema, rows::add);
    return rows;
  }

  private List<MatchResult.Metadata> files(Table table) throws IOException {
    return List.copyOf(TableSet.in(layout(), TableGroup.RUN).files(table));
  }

  private List<String> names(Table table) throws IOException {
    return files(table).stream()
        .map(file -> file.resourceId().getFilename())
        .sorted()
        .collect(Collectors.toList());
  }

  private static List<String> parts(int files) {
    return IntStream.range(0, files)
        .mapToObj(file -> String.format("part-%05d-of-%05d.parquet", file, files))
        .collect(Collectors.toList());
  }

  private OutputLayout layout() {
    return OutputLayout.at(directory.toString());
  }

  private static SegmentationResult failed(String uri) {
    SegmentationResult image = image(uri, 1, 1);
    return SegmentationResult.newBuilder(image)
        .setImage(ImageRow.newBuilder(image.getImage()).setStatus("FAILED").build())
        .setClassAreas(List.of())
        .build();
  }

  /** Two classes, sky and sea. */
  private static SegmentationResult image(String uri, int skyPx, int seaPx) {
    ImageRow row =
        ImageRow.newBuilder()
            .setImageId(uri)
            .setImageUri(uri)
            .setStatus("SUCCEEDED")
            .setModelSha256("model")
            .setConfigSha256("config")
            .setProcessedAt(Instant.EPOCH)
            .build();
    return SegmentationResult.newBuilder()
        .setImage(row)
        .setClassAreas(
            List.of(area(uri, 0, skyPx, skyPx + seaPx), area(uri, 2, seaPx, skyPx + seaPx)))
        .build();
  }

  private static ClassAreaRow area(String uri, int classId, int areaPx, int pixels) {
    return ClassAreaRow.newBuilder()
        .setImageId(uri)
        .setImageUri(uri)
        .setClassId(classId)
        .setClassName(LABELS.name(classId))
        .setAreaPx(areaPx)
        .setAreaFraction((double) areaPx / pixels)
        .setXMin(0)
        .setYMin(0)
        .setXMax(1)
        .setYMax(1)
        .build();
  }
}
