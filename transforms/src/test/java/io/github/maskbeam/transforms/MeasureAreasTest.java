// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.area.Coverage;
import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.SegmentationResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;

class MeasureAreasTest {
  private static final LabelMap LABELS = LabelMap.of(List.of("sky", "land", "sea"));

  private List<ClassAreaRow> areas;
  private List<ClassCoverageRow> coverage;

  @Test
  void emitsAreasAndCoverage() {
    List<SegmentationResult> images = new ArrayList<>();
    List<ClassAreaRow> expectedAreas = new ArrayList<>();
    Coverage expected = new Coverage();
    for (int i = 0; i < 200; i++) {
      SegmentationResult image = image("/" + i + ".jpg", 1 + i, 7);
      images.add(image);
      expectedAreas.addAll(image.getClassAreas());
      expected.add(image);
    }
    measure(images);
    assertThat(areas, containsInAnyOrder(expectedAreas.toArray()));
    assertThat(coverage, containsInAnyOrder(expected.rows(LABELS).toArray()));
    assertThat(coverage, hasSize(3));
  }

  @Test
  void emitsZeroCoverageWithoutImages() {
    measure(List.of());
    assertThat(areas, is(List.of()));
    assertThat(coverage, containsInAnyOrder(new Coverage().rows(LABELS).toArray()));
  }

  private void measure(List<SegmentationResult> images) {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple measured =
        pipeline
            .apply(Create.of(images).withCoder(AvroCoder.of(SegmentationResult.class)))
            .apply(MeasureAreas.of(LABELS));
    Gathered<ClassAreaRow> areaRows = Gathered.of(measured.get(MeasureAreas.CLASS_AREAS));
    Gathered<ClassCoverageRow> coverageRows =
        Gathered.of(measured.get(MeasureAreas.CLASS_COVERAGE));
    pipeline.run().waitUntilFinish();
    areas = areaRows.elements();
    coverage = coverageRows.elements();
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
