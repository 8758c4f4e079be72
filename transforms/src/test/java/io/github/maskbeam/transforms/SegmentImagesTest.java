// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.ModelFailure;
import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.segment.Fit;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.segment.SegmentSettings;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.storage.FileMetadata;
import io.github.maskbeam.testing.SlowJpeg;
import io.github.maskbeam.transforms.metrics.MetricNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentImagesTest {
  @TempDir private Path directory;

  private PipelineResult result;
  private List<SegmentationResult> succeeded;
  private List<SegmentationResult> failed;

  @Test
  void writesARowAndAMaskPerImage() throws Exception {
    Path picture = Jobs.picture(directory.resolve("a b ü.png"), 60, 40);
    Instant before = Instant.now().minusMillis(1);
    SegmentJob job = Jobs.demo(directory.resolve("out")).build();
    run(job, picture.toString());

    assertThat(failed, is(List.of()));
    assertThat(succeeded, hasSize(1));
    ImageRow row = succeeded.get(0).getImage();
    byte[] content = Files.readAllBytes(picture);
    assertThat(row.getImageUri(), is(picture.toString()));
    assertThat(row.getImageId(), is(Sha256.imageId(picture.toString())));
    assertThat(row.getStatus(), is("SUCCEEDED"));
    assertThat(row.getContentSha256(), is(Sha256.hex(content)));
    assertThat(row.getFormat(), is("PNG"));
    assertThat(row.getWidthPx(), is(60));
    assertThat(row.getHeightPx(), is(40));
    assertThat(row.getSizeBytes(), is((long) content.length));
    assertThat(row.getMaskUri(), is(job.output().mask(picture.toString())));
    assertThat(row.getFailureStage(), is(nullValue()));
    assertThat(row.getFailureCode(), is(nullValue()));
    assertThat(row.getFailureMessage(), is(nullValue()));
    assertThat(row.getModelSha256(), is(job.modelSha256()));
    assertThat(row.getConfigSha256(), is(job.configSha256()));
    assertThat(row.getDecodeMs(), is(greaterThan(0.0)));
    assertThat(row.getInferenceMs(), is(greaterThan(0.0)));
    assertThat(row.getProcessedAt().isAfter(before), is(true));
    assertThat(row.getProcessedAt().isAfter(Instant.now()), is(false));
  }

  @Test
  void areasAgreeWithTheMask() throws Exception {
    Path picture = Jobs.picture(directory.resolve("a.png"), 60, 40);
    SegmentJob job = Jobs.demo(directory.resolve("out")).build();
    run(job, picture.toString());
    byte[] ids = Pngs.classIds(maskOf(succeeded.get(0)));
    assertThat(ids.length, is(60 * 40));
    List<ClassAreaRow> areas = succeeded.get(0).getClassAreas();
    assertThat(areas.size(), is(greaterThan(1)));
    assertThat(areas.stream().mapToLong(ClassAreaRow::getAreaPx).sum(), is(2400L));
    for (ClassAreaRow area : areas) {
      long pixels = 0;
      for (byte id : ids) {
        pixels += id == area.getClassId() ? 1 : 0;
      }
      assertThat(area.getAreaPx(), is(pixels));
      assertThat(area.getAreaFraction(), is(pixels / 2400.0));
      assertThat(area.getClassName(), is(job.labels().name(area.getClassId())));
      assertThat(area.getImageId(), is(Sha256.imageId(picture.toString())));
      assertThat(area.getMeanConfidence(), is(nullValue()));
    }
  }

  @Test
  void measuresConfidenceOnRequest() throws Exception {
    Path picture = Jobs.picture(directory.resolve("a.png"), 60, 40);
    SegmentJob job =
        Jobs.demo(directory)
            .setSettings(SegmentSettings.of(Fit.LETTERBOX, Confidence.MEASURED))
            .build();
    run(job, picture.toString());
    for (ClassAreaRow area : succeeded.get(0).getClassAreas()) {
      assertThat(area.getMeanConfidence(), is(notNullValue()));
      assertThat(area.getMeanConfidence() > 0 && area.getMeanConfidence() <= 1, is(true));
    }
  }

  @Test
  void maskMetadataAgreesWithTheRows() throws Exception {
    Path picture = Jobs.picture(directory.resolve("ü \"q\" 水.png"), 60, 40);
    run(Jobs.demo(directory).build(), picture.toString());
    SegmentationResult expected = succeeded.get(0);
    JsonNode json = new ObjectMapper().readTree(Pngs.text(maskOf(succeeded.get(0))));

    JsonNode image = json.get("image");
    ImageRow row = expected.getImage();
    assertThat(names(image), is(columns(ImageRow.getClassSchema())));
    assertThat(image.get("image_id").textValue(), is(row.getImageId()));
    assertThat(image.get("image_uri").textValue(), is(picture.toString()));
    assertThat(image.get("content_sha256").textValue(), is(row.getContentSha256()));
    assertThat(image.get("width_px").intValue(), is(60));
    assertThat(image.get("size_bytes").longValue(), is(row.getSizeBytes()));
    assertThat(image.get("mask_uri").textValue(), is(row.getMaskUri()));
    assertThat(image.get("failure_code").isNull(), is(true));
    assertThat(image.get("model_sha256").textValue(), is(row.getModelSha256()));
    assertThat(image.get("config_sha256").textValue(), is(row.getConfigSha256()));
    assertThat(image.get("decode_ms").doubleValue(), is(row.getDecodeMs()));
    assertThat(image.get("inference_ms").doubleValue(), is(row.getInferenceMs()));
    assertThat(Instant.parse(image.get("processed_at").textValue()), is(row.getProcessedAt()));

    JsonNode areas = json.get("class_areas");
    assertThat(areas.size(), is(expected.getClassAreas().size()));
    for (int i = 0; i < areas.size(); i++) {
      ClassAreaRow area = expected.getClassAreas().get(i);
      assertThat(names(areas.get(i)), is(columns(ClassAreaRow.getClassSchema())));
      assertThat(areas.get(i).get("class_id").intValue(), is(area.getClassId()));
      assertThat(areas.get(i).get("class_name").textValue(), is(area.getClassName()));
      assertThat(areas.get(i).get("area_px").longValue(), is(area.getAreaPx()));
      assertThat(areas.get(i).get("area_fraction").doubleValue(), is(area.getAreaFraction()));
      assertThat(areas.get(i).get("x_max").intValue(), is(area.getXMax()));
      assertThat(areas.get(i).get("mean_confidence").isNull(), is(true));
    }
  }

  @Test
  void reportsATimeoutAndSegmentsTheNextImage() throws Exception {
    Path slow = Files.write(directory.resolve("slow.jpg"), SlowJpeg.of(65_500, 3_600));
    Path good = Jobs.picture(directory.resolve("good.png"), 60, 40);
    SegmentJob job =
        Jobs.demo(directory)
            .setMaxPixels(300_000_000)
            .setMaxBytes(10_000_000)
            .setMaxDecodeSeconds(1)
            .build();
    run(job, slow.toString(), good.toString());
    assertThat(succeeded, hasSize(1));
    assertThat(failed, hasSize(1));
    ImageRow row = failed.get(0).getImage();
    assertThat(row.getFailureStage(), is("DECODE"));
    assertThat(row.getFailureCode(), is("TIMED_OUT"));
    assertThat(row.getFailureMessage(), containsString("--maxDecodeSeconds"));
    assertThat(row.getWidthPx(), is(65_500));
  }

  @Test
  void reportsStageAndCodeOfFailures() throws Exception {
    Path good = Jobs.picture(directory.resolve("good.png"), 60, 40);
    Path text = Files.writeString(directory.resolve("text.png"), "no image at all");
    Path large = Files.write(directory.resolve("large.png"), new byte[(int) Jobs.MAX_BYTES + 1]);
    Path wide = Jobs.picture(directory.resolve("wide.png"), (int) Jobs.MAX_PIXELS + 1, 1);
    byte[] whole = Files.readAllBytes(good);
    Path cut = Files.write(directory.resolve("cut.png"), Arrays.copyOf(whole, whole.length - 20));
    Path missing = directory.resolve("missing.png");
    run(
        Jobs.demo(directory).build(),
        good.toString(),
        text.toString(),
        large.toString(),
        wide.toString(),
        cut.toString(),
        missing.toString());

    assertThat(succeeded, hasSize(1));
    assertThat(
        failed.stream().map(SegmentImagesTest::summary).collect(Collectors.toList()),
        containsInAnyOrder(
            "text.png DECODE UNSUPPORTED_FORMAT null",
            "large.png READ TOO_LARGE null",
            "wide.png DECODE TOO_LARGE 10001",
            "cut.png DECODE TRUNCATED 60",
            "missing.png READ NOT_FOUND null"));
    for (SegmentationResult failure : failed) {
      ImageRow row = failure.getImage();
      assertThat(row.getStatus(), is("FAILED"));
      assertThat(row.getFailureMessage(), startsWith(row.getImageUri() + ": "));
      assertThat(row.getMaskUri(), is(nullValue()));
      assertThat(row.getDecodeMs(), is(nullValue()));
      assertThat(row.getInferenceMs(), is(nullValue()));
      assertThat(failure.getClassAreas(), is(List.of()));
      boolean wasRead = row.getFailureStage().equals("DECODE");
      assertThat(row.getContentSha256(), is(wasRead ? notNullValue() : nullValue()));
    }

    Map<String, Long> counters = RunCounters.counters(result);
    assertThat(counters.get("succeeded"), is(1L));
    assertThat(counters.get("failed"), is(5L));
    assertThat(counters.get("failed_UNSUPPORTED_FORMAT"), is(1L));
    assertThat(counters.get("failed_TOO_LARGE"), is(2L));
    assertThat(counters.get("failed_TRUNCATED"), is(1L));
    assertThat(counters.get("failed_NOT_FOUND"), is(1L));
    assertThat(
        counters.get("bytes_read"),
        is(Files.size(good) + Files.size(text) + Files.size(wide) + Files.size(cut)));
    DistributionResult inference = RunCounters.distribution(result, MetricNames.INFERENCE_US);
    assertThat(inference.getCount(), is(1L));
    assertThat(inference.getMin(), is(greaterThan(0L)));
    assertThat(counters.get(MetricNames.INFERENCE_US_SUM), is(inference.getSum()));
    assertThat(RunCounters.distribution(result, MetricNames.DECODE_US).getCount(), is(1L));
  }

  @Test
  void failsIfTheModelChanged() throws Exception {
    Path picture = Jobs.picture(directory.resolve("a.png"), 60, 40);
    SegmentJob job = Jobs.demo(directory).setModelSha256("0".repeat(64)).build();
    Throwable failure = assertThrows(Exception.class, () -> run(job, picture.toString()));
    while (failure.getCause() != null && !(failure instanceof ModelException)) {
      failure = failure.getCause();
    }
    assertThat(failure, is(instanceOf(ModelException.class)));
    assertThat(((ModelException) failure).failure(), is(ModelFailure.CHANGED));
    assertThat(failure.getMessage(), containsString("0".repeat(64)));
  }

  @Test
  void writesMasksToTheUriOfTheRow() throws Exception {
    Path picture = Jobs.picture(directory.resolve("a.png"), 60, 40);
    Path out = directory.resolve("out");
    SegmentJob job = Jobs.demo(out).build();
    run(job, picture.toString());
    try (Stream<Path> files = Files.walk(out)) {
      assertThat(
          files.filter(Files::isRegularFile).collect(Collectors.toList()),
          containsInAnyOrder(
              Path.of(succeeded.get(0).getImage().getMaskUri()),
              // Removed with the temporary directory when the run ends.
              Path.of(job.output().temporary(), "started")));
    }
  }

  private void run(SegmentJob job, String... uris) {
    Pipeline pipeline = Pipeline.create();
    Gathered<SegmentationResult> results =
        Gathered.of(
            pipeline
                .apply(Jobs.toDo(Stream.of(uris).map(FileMetadata::unknown)))
                .apply(SegmentImages.of(job)));
    result = pipeline.run();
    result.waitUntilFinish();
    succeeded = Jobs.withStatus(ImageStatus.SUCCEEDED, results.elements());
    failed = Jobs.withStatus(ImageStatus.FAILED, results.elements());
  }

  private static byte[] maskOf(SegmentationResult result) throws IOException {
    return Files.readAllBytes(Path.of(result.getImage().getMaskUri()));
  }

  private static String summary(SegmentationResult failure) {
    ImageRow row = failure.getImage();
    return String.join(
        " ",
        Path.of(row.getImageUri()).getFileName().toString(),
        row.getFailureStage(),
        row.getFailureCode(),
        String.valueOf(row.getWidthPx()));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The columns without those that are left out because they are null. */
  private static List<String> columns(Schema schema) {
    return schema.getFields().stream()
        .filter(field -> field.getObjectProp("absent_when_null") == null)
        .map(Schema.Field::name)
        .collect(Collectors.toList());
  }
}
