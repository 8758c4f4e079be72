// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.CheckedJob;
import io.github.maskbeam.pipeline.options.SegmentOptions;
import io.github.maskbeam.pipeline.progress.RunMetrics;
import io.github.maskbeam.pipeline.testing.KnownMetrics;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.schemas.RecordJson;
import io.github.maskbeam.schemas.TableFile;
import io.github.maskbeam.transforms.metrics.MetricNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and machines are told at the end, of a run whose times and metrics are known. */
class RunReportTest {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06Z");

  @TempDir private static Path directory;
  private static CheckedJob checked;
  private static TableTotals facts;

  @BeforeAll
  static void runOnce() throws IOException, UsageException {
    Landscapes.landscape(directory.resolve("a.png"), 40, 20, 0);
    Files.writeString(directory.resolve("c.txt"), "not an image");
    SegmentOptions options = PipelineOptionsFactory.create().as(SegmentOptions.class);
    options.setInput("a.png,c.txt");
    options.setOutput("out");
    options.setNormalization("100,50");
    Run run =
        Run.maskbeam(
            "segment",
            "--input=" + directory.resolve("a.png") + "," + directory.resolve("c.txt"),
            "--output=" + directory.resolve("out"),
            "--maxFailureFraction=0.5");
    assertThat(run.err(), run.exitCode(), is(0));
    checked = CheckedJob.of(options, directory.toString());
    facts = TableTotals.read(TableSet.in(checked.job().output(), TableGroup.RUN));
  }

  @Test
  void aPersonReadsASummary() {
    String summary = summary(report(4, metrics(), List.of()));
    assertThat(
        summary,
        allOf(
            containsString("2 images: 1 segmented, 1 failed, in 4 s (0.5 images/s)"),
            containsString("         1  UNSUPPORTED_FORMAT"),
            containsString("decoding  1.5 ms per image"),
            containsString("inference 20.0 ms per image"),
            containsString("masks     " + directory + "/out/masks"),
            containsString("run       " + directory + "/out/run.json"),
            containsString("100.00 %")));
    assertThat(summary, not(containsString("repeated")));
  }

  @Test
  void repeatedImagesAreToldAndUnmeasuredTimesAreNot() {
    KnownMetrics metrics =
        new KnownMetrics(MetricNames.NAMESPACE).counter("list", MetricNames.DUPLICATES, 1_234);
    String summary = summary(report(4, metrics, List.of()));
    assertThat(summary, containsString("1 failed; 1,234 repeated in the input, in 4 s"));
    assertThat(summary, not(containsString("ms an image")));
  }

  @Test
  void whatEarlierRunsDidIsTold() {
    KnownMetrics metrics =
        new KnownMetrics(MetricNames.NAMESPACE)
            .counter("reuse", MetricNames.ALREADY_DONE, 3)
            .counter("reuse", MetricNames.ALREADY_FAILED, 1)
            .counter("list", MetricNames.MASKS_OF_OTHER_IMAGES, 1_234);
    String summary = summary(report(4, metrics, List.of()));
    assertThat(summary, containsString("1 failed; 4 known from earlier runs, in 4 s"));
    assertThat(
        summary,
        containsString(
            "1,234 masks of images that are not in this run's input are kept; no table counts"
                + " them\n"));
  }

  @Test
  void failedImagesCanBeTriedAgain() {
    assertThat(
        summary(report(4, metrics(), List.of())),
        containsString("failed images are remembered; --retryFailed tries them again\n"));
  }

  @Test
  void aRunOfNoTimeHasARateAllTheSame() {
    assertThat(report(0, metrics(), List.of()).imagesPerSecond(), is(2_000.0));
  }

  @Test
  void aMachineReadsJson() throws IOException {
    JsonNode json = json(report(4, metrics(), List.of("one thing", "another")));
    assertThat(
        fields(json),
        is(
            "schema_version state run_id started_at finished_at duration_s versions runner input model"
                + " config counts timings images_per_second contradictions warnings tables"));
    assertThat(json.get("state").asText(), is("INCONSISTENT"));
    assertThat(json.get("started_at").asText(), is("2026-02-03T04:05:06Z"));
    assertThat(json.get("finished_at").asText(), is("2026-02-03T04:05:10Z"));
    assertThat(json.get("duration_s").asDouble(), is(4.0));
    assertThat(json.get("images_per_second").asDouble(), is(0.5));
    assertThat(json.at("/versions/maskbeam").asText(), is("1.2.3"));
    assertThat(json.get("runner").asText(), is("SomeRunner"));
    assertThat(
        json.at("/input/patterns").toString(),
        is("[\"" + directory + "/a.png\",\"" + directory + "/c.txt\"]"));
    assertThat(json.at("/model/labels").size(), is(9));
    assertThat(json.at("/model/sha256").asText(), is(checked.model().sha256()));
    assertThat(json.at("/config/sha256").asText(), is(checked.job().configSha256()));
    assertThat(json.at("/config/normalization").asText(), containsString("100"));
    assertThat(
        fields(json.get("counts")),
        is(
            "images_listed duplicates succeeded failed inferences already_done already_failed"
                + " masks_of_other_images replaced_masks differing_rows files_left_out"
                + " overlays_missing failed_by_code bytes_read"));
    assertThat(json.at("/counts/images_listed").asLong(), is(2L));
    assertThat(json.at("/counts/masks_of_other_images").asLong(), is(3L));
    assertThat(json.at("/counts/overlays_missing").asLong(), is(4L));
    assertThat(json.at("/counts/succeeded").asLong(), is(1L));
    assertThat(json.at("/counts/failed_by_code").toString(), is("{\"UNSUPPORTED_FORMAT\":1}"));
    assertThat(json.at("/counts/bytes_read").asLong(), is(5_000_000_000L));
    assertThat(
        json.at("/timings/decode_ms").toString(), is("{\"mean\":1.5,\"min\":1.0,\"max\":2.0}"));
    assertThat(json.get("contradictions").toString(), is("[\"one thing\",\"another\"]"));
  }

  @Test
  void whatWasNotMeasuredIsNotInTheJson() throws IOException {
    JsonNode json = json(report(4, new KnownMetrics(MetricNames.NAMESPACE), List.of()));
    assertThat(json.get("timings").toString(), is("{\"decode_ms\":{},\"inference_ms\":{}}"));
    assertThat(json.get("contradictions").size(), is(0));
    assertThat(json.get("state").asText(), is("FINISHED"));
  }

  @Test
  void aRunThatHasOnlyBegunSaysWhatItIsAskedToDo() throws IOException {
    RunJson.begin(checked, "some-run", "SomeRunner", START, "1.2.3");
    JsonNode json = new ObjectMapper().readTree(directory.resolve("out/run.json").toFile());
    assertThat(
        fields(json),
        is("schema_version state run_id started_at versions runner input model config warnings"));
    assertThat(json.get("state").asText(), is("RUNNING"));
    assertThat(
        fields(json.get("config")),
        is(
            "sha256 fit confidence normalization max_pixels max_bytes max_decode_seconds"
                + " max_image_memory_mb overlays"));
  }

  private static String fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return String.join(" ", names);
  }

  private static KnownMetrics metrics() {
    return new KnownMetrics(MetricNames.NAMESPACE)
        .counter("list", MetricNames.IMAGES_LISTED, 2)
        .counter("list", MetricNames.MASKS_OF_OTHER_IMAGES, 3)
        .counter("overlay", MetricNames.OVERLAYS_MISSING, 4)
        .counter("segment", MetricNames.BYTES_READ, 5_000_000_000L)
        .distribution(
            "segment", MetricNames.DECODE_US, DistributionResult.create(3_000, 2, 1_000, 2_000))
        .distribution(
            "segment",
            MetricNames.INFERENCE_US,
            DistributionResult.create(20_000, 1, 20_000, 20_000));
  }

  private static RunReport report(int seconds, KnownMetrics metrics, List<String> contradictions) {
    return RunReport.of(
        checked,
        "SomeRunner",
        START,
        START.plusSeconds(seconds),
        RunMetrics.of(metrics),
        facts,
        contradictions);
  }

  private static String summary(RunReport report) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    SummaryText.print(report, new PrintStream(written, true, StandardCharsets.UTF_8));
    return written.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode json(RunReport report) throws IOException {
    List<TableFile> tables = List.of(new TableFile("tables/images/part-0.parquet", 2L, 300L));
    return new ObjectMapper()
        .readTree(RecordJson.compact(RunJson.finished(report, "some-run", tables, "1.2.3")));
  }
}
