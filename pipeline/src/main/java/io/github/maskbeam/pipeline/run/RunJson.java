// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import io.github.maskbeam.geo.GeoSettings.Place;
import io.github.maskbeam.model.ModelContract;
import io.github.maskbeam.model.Precision;
import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.MaskNames;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLock;
import io.github.maskbeam.output.OutputLockedException;
import io.github.maskbeam.output.Partition;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.output.TableCommit;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.options.CheckedJob;
import io.github.maskbeam.pipeline.options.ModelWarnings;
import io.github.maskbeam.pipeline.options.Secrets;
import io.github.maskbeam.pipeline.progress.RunMetrics;
import io.github.maskbeam.schemas.MalformedRecordException;
import io.github.maskbeam.schemas.RecordJson;
import io.github.maskbeam.schemas.RunConfig;
import io.github.maskbeam.schemas.RunCounts;
import io.github.maskbeam.schemas.RunInput;
import io.github.maskbeam.schemas.RunModel;
import io.github.maskbeam.schemas.RunRecord;
import io.github.maskbeam.schemas.RunState;
import io.github.maskbeam.schemas.RunTiming;
import io.github.maskbeam.schemas.RunTimings;
import io.github.maskbeam.schemas.TableFile;
import io.github.maskbeam.segment.Scales;
import io.github.maskbeam.segment.Scales.Tiles;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.sources.ImageSources;
import io.github.maskbeam.sources.KeptColumns;
import io.github.maskbeam.sources.Manifest;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.StoredFile;
import io.github.maskbeam.tflite.ExternalDelegate;
import io.github.maskbeam.transforms.metrics.MetricNames;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.util.ReleaseInfo;

/** Writes the record of a run, run.json. */
public final class RunJson {
  private RunJson() {}

  /**
   * Records the start of a run, with the state RUNNING, next to its uncommitted tables. If the
   * output has no tables of the same settings, run.json is replaced as well: should the run fail,
   * the output still records its settings and that it is incomplete.
   */
  public static void begin(
      CheckedJob checked, String runId, String runner, Instant startedAt, String maskbeamVersion)
      throws IOException {
    OutputLayout output = checked.job().output();
    RunRecord run =
        record(RunState.RUNNING, checked, runId, runner, startedAt, maskbeamVersion).build();
    RunRecords.write(output.staged(runId), run);
    if (!hasTablesOf(run, output)) {
      RunRecords.write(output, run);
    }
  }

  /**
   * Writes the record back that {@link #begin} may have replaced, after a run that wrote nothing.
   *
   * @param earlier the content of run.json before; empty if there was none
   */
  public static void restore(OutputLayout output, Optional<byte[]> earlier) throws IOException {
    if (Arrays.equals(earlier.orElse(null), StoredFile.bytes(output.runJson()).orElse(null))) {
      return;
    }
    if (earlier.isPresent()) {
      AtomicFiles.write(output.runJson(), earlier.get(), output.temporary());
    } else {
      StoredFile.delete(output.runJson());
    }
  }

  /**
   * Records the start of a run that repairs an earlier one, next to its uncommitted tables.
   *
   * @param earlier the record of the earlier run, whose input the repaired tables describe
   */
  public static void beginRepair(OutputLayout output, RunRecord earlier, String runId)
      throws IOException {
    RunRecords.write(
        output.staged(runId),
        RunRecord.newBuilder(earlier)
            .setState(RunState.RUNNING.name())
            .setRunId(runId)
            .setFinishedAt(null)
            .setDurationS(null)
            .setCounts(null)
            .setTimings(null)
            .setImagesPerSecond(null)
            .setContradictions(null)
            .setTables(null)
            .build());
  }

  /** A run replaces masks, so tables of other settings would no longer describe the masks. */
  private static boolean hasTablesOf(RunRecord run, OutputLayout output) throws IOException {
    try {
      return RunRecords.read(output)
          .filter(earlier -> earlier.getTables() != null)
          .filter(earlier -> earlier.getModel().getSha256().equals(run.getModel().getSha256()))
          .filter(earlier -> earlier.getConfig().getSha256().equals(run.getConfig().getSha256()))
          .isPresent();
    } catch (MalformedRecordException e) {
      return false;
    }
  }

  /**
   * Commits the tables of a run by writing run.json.
   *
   * @throws OutputLockedException if another command has taken over the output
   * @throws IOException if the tables cannot be read or the commit cannot be written
   */
  public static void commit(RunReport report, OutputLock lock, String maskbeamVersion)
      throws IOException, OutputLockedException {
    commit(report, input(report.checked().sources()), lock, maskbeamVersion);
  }

  /**
   * Commits the tables of a run that repaired an earlier one.
   *
   * @param input the input of the earlier run
   * @throws OutputLockedException if another command has taken over the output
   * @throws IOException if the tables cannot be read or the commit cannot be written
   */
  public static void commit(
      RunReport report, RunInput input, OutputLock lock, String maskbeamVersion)
      throws IOException, OutputLockedException {
    OutputLayout output = report.checked().job().output();
    List<TableFile> tables = TableSet.in(output.staged(lock.runId()), TableGroup.RUN).describe();
    RunRecord run =
        RunRecord.newBuilder(finished(report, lock.runId(), tables, maskbeamVersion))
            .setInput(input)
            .build();
    lock.requireHeld();
    TableCommit.of(output, TableGroup.RUN).commit(lock.runId(), tables, RecordJson.indented(run));
  }

  static RunRecord finished(
      RunReport report, String runId, List<TableFile> tables, String maskbeamVersion) {
    boolean isConsistent = report.contradictions().isEmpty();
    return record(
            isConsistent ? RunState.FINISHED : RunState.INCONSISTENT,
            report.checked(),
            runId,
            report.runner(),
            report.startedAt(),
            maskbeamVersion)
        .setFinishedAt(report.finishedAt())
        .setDurationS(report.duration().toMillis() / 1e3)
        .setCounts(counts(report))
        .setTimings(timings(report.metrics()))
        .setImagesPerSecond(report.imagesPerSecond())
        .setContradictions(report.contradictions())
        .setWarnings(texts(report.warnings()))
        .setTables(tables)
        .build();
  }

  private static RunRecord.Builder record(
      RunState state,
      CheckedJob checked,
      String runId,
      String runner,
      Instant startedAt,
      String maskbeamVersion) {
    return RunRecord.newBuilder()
        .setSchemaVersion(RunRecords.SCHEMA_VERSION)
        .setState(state.name())
        .setRunId(runId)
        .setStartedAt(startedAt)
        .setVersions(versions(maskbeamVersion))
        .setRunner(runner)
        .setInput(input(checked.sources()))
        .setModel(model(checked))
        .setConfig(config(checked.job()))
        .setWarnings(texts(ModelWarnings.of(checked.model(), Optional.empty())));
  }

  private static List<String> texts(List<Problem> problems) {
    return problems.stream().map(Problem::toString).collect(Collectors.toList());
  }

  private static Map<String, String> versions(String maskbeamVersion) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("maskbeam", maskbeamVersion);
    versions.put("beam", ReleaseInfo.getReleaseInfo().getVersion());
    versions.put("java", System.getProperty("java.version"));
    return versions;
  }

  private static RunInput input(ImageSources sources) {
    Optional<Manifest> table =
        sources.manifests().stream().filter(manifest -> manifest.format().isTable()).findFirst();
    KeptColumns columns = sources.keptColumns();
    return RunInput.newBuilder()
        .setManifestFormat(table.map(manifest -> manifest.format().name()).orElse(null))
        .setUrlColumn(table.map(Manifest::urlColumn).orElse(null))
        .setKeepColumns(columns.isEmpty() ? null : columns.names())
        .setCoverageBy(columns.coverageBy().isEmpty() ? null : columns.coverageBy())
        .setPatterns(masked(sources.patterns()))
        .setManifests(
            masked(sources.manifests().stream().map(Manifest::uri).collect(Collectors.toList())))
        .build();
  }

  /** Signed URLs grant access to everyone who reads them. */
  private static List<String> masked(List<String> uris) {
    return uris.stream().map(Secrets::masked).collect(Collectors.toList());
  }

  /** The model, part of what determines the content of masks. */
  static RunModel model(CheckedJob checked) {
    ModelContract contract = checked.model().contract();
    return RunModel.newBuilder()
        .setModel(Secrets.masked(checked.job().model()))
        .setSha256(checked.model().sha256())
        .setInputWidthPx(contract.inputWidthPx())
        .setInputHeightPx(contract.inputHeightPx())
        .setInputType(contract.inputType().name())
        .setOutputKind(contract.outputKind().name())
        .setOutputType(contract.outputType().name())
        .setOutputIndex(contract.outputIndex())
        .setOutputName(contract.outputName())
        .setOutputChosenBy(contract.outputChoice().name())
        .setInputLayout(contract.inputLayout().name())
        .setOutputLayout(contract.outputLayout().name())
        .setLabels(checked.model().labels().names())
        .setCard(checked.model().card().orElse(null))
        .build();
  }

  /** The settings, some of which determine the content of masks. */
  static RunConfig config(SegmentJob job) {
    Scales scales = job.settings().scales();
    return RunConfig.newBuilder()
        .setSha256(job.configSha256())
        .setScales(scales.isWhole() ? null : scales.text())
        .setTileOverlap(scales.isWhole() ? null : scales.tileOverlap())
        .setFlip(scales.isWhole() ? null : scales.flip().name())
        .setTiles(scales.tiles() == Tiles.ALL ? null : scales.tiles().name())
        .setFit(job.settings().fit().name())
        .setConfidence(job.settings().confidence().name())
        .setMinConfidence(
            job.settings().minConfidence() == 0 ? null : job.settings().minConfidence())
        .setModelOutput(job.choices().output().orElse(null))
        .setModelLayout(job.choices().layout().map(Enum::name).orElse(null))
        .setModelInputSize(job.choices().inputSize().map(Object::toString).orElse(null))
        .setPrecision(
            job.choices().precision() == Precision.MODEL ? null : job.choices().precision().name())
        .setDelegate(job.choices().delegate().map(ExternalDelegate::library).orElse(null))
        .setDelegateOptions(
            job.choices().delegate().map(ExternalDelegate::optionsText).orElse(null))
        .setGeoreference(
            job.georeference().place() == Place.EMBEDDED ? null : job.georeference().place().name())
        .setCrs(job.georeference().crs().map(Object::toString).orElse(null))
        .setNormalization(job.normalization().map(Object::toString).orElse(null))
        .setPalette(job.colors().size() == 0 ? null : job.colors().hex())
        .setMaxPixels(job.maxPixels())
        .setMaxBytes(job.maxBytes())
        .setMaxDecodeSeconds(job.maxDecodeSeconds())
        .setMaxImageMemoryMb(job.maxImageMemoryMb())
        .setOverlays(job.overlays().name())
        .setMaskNames(
            job.output().maskNames() == MaskNames.ID ? null : job.output().maskNames().name())
        .setPartition(job.partition() == Partition.NONE ? null : job.partition().name())
        .setMaskLayout(job.maskLayout() == MaskLayout.FILES ? null : job.maskLayout().name())
        .setShardImages(job.maskLayout() == MaskLayout.FILES ? null : job.shardImages())
        .build();
  }

  private static RunCounts counts(RunReport report) {
    RunMetrics metrics = report.metrics();
    Map<String, Long> failedByCode = new LinkedHashMap<>();
    report.facts().failedByCode().forEach((code, count) -> failedByCode.put(code.name(), count));
    return RunCounts.newBuilder()
        .setImagesListed(metrics.counter(MetricNames.IMAGES_LISTED))
        .setDuplicates(metrics.counter(MetricNames.DUPLICATES))
        .setDifferingRows(metrics.counter(MetricNames.DIFFERING_ROWS))
        .setFilesLeftOut(metrics.counter(MetricNames.FILES_LEFT_OUT))
        .setSucceeded(report.facts().succeeded())
        .setFailed(report.facts().failed())
        .setInferences(metrics.counter(MetricNames.SUCCEEDED))
        .setAlreadyDone(metrics.counter(MetricNames.ALREADY_DONE))
        .setAlreadyFailed(metrics.counter(MetricNames.ALREADY_FAILED))
        .setOverlaysMissing(metrics.counter(MetricNames.OVERLAYS_MISSING))
        .setMasksOfOtherImages(metrics.counter(MetricNames.MASKS_OF_OTHER_IMAGES))
        .setReplacedMasks(metrics.counter(MetricNames.REPLACED_MASKS))
        .setFailedByCode(failedByCode)
        .setBytesRead(metrics.counter(MetricNames.BYTES_READ))
        .build();
  }

  private static RunTimings timings(RunMetrics metrics) {
    return RunTimings.newBuilder()
        .setDecodeMs(timing(metrics, MetricNames.DECODE_US))
        .setInferenceMs(timing(metrics, MetricNames.INFERENCE_US))
        .build();
  }

  private static RunTiming timing(RunMetrics metrics, String name) {
    return RunTiming.newBuilder()
        .setMean(metrics.milliseconds(name, DistributionResult::getMean).orElse(null))
        .setMin(metrics.milliseconds(name, DistributionResult::getMin).orElse(null))
        .setMax(metrics.milliseconds(name, DistributionResult::getMax).orElse(null))
        .build();
  }
}
