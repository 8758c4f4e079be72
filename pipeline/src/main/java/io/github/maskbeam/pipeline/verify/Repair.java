// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.verify;

import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.CheckedJob;
import io.github.maskbeam.pipeline.options.ConfidenceOption;
import io.github.maskbeam.pipeline.options.OptionsParser;
import io.github.maskbeam.pipeline.options.ParsedOptions;
import io.github.maskbeam.pipeline.options.SegmentOptions;
import io.github.maskbeam.schemas.RunConfig;
import io.github.maskbeam.schemas.RunInput;
import io.github.maskbeam.schemas.RunRecord;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.sources.ImageSources;
import io.github.maskbeam.sources.KeptColumns;
import io.github.maskbeam.sources.Manifest;
import io.github.maskbeam.sources.Manifest.Packing;
import io.github.maskbeam.sources.ManifestFormat;
import io.github.maskbeam.sources.ManifestTable;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.beam.sdk.io.fs.MatchResult;

/** The job that segments again the images of a run whose masks are missing or invalid. */
public final class Repair {
  /** As in Normalization.toString: six values after their names. */
  private static final Pattern VALUE = Pattern.compile("=([^,}]+)");

  private final ParsedOptions<SegmentOptions> options;
  private final CheckedJob job;

  private Repair(ParsedOptions<SegmentOptions> options, CheckedJob job) {
    this.options = options;
    this.job = job;
  }

  /**
   * Prepares the repair: deletes invalid masks, if they are files, and restores the settings of the
   * run. An invalid mask in a shard is not reused, and its image goes to a new shard.
   *
   * @param imagesToRepair the URIs of the images whose masks are missing or invalid
   * @param runnerArguments options of the runner and of storage
   * @throws UsageException if the model or an option of the run can no longer be used
   * @throws IOException if a table cannot be read or a mask cannot be deleted
   */
  public static Repair of(
      CommittedOutput output, List<String> imagesToRepair, List<String> runnerArguments)
      throws UsageException, IOException {
    OutputLayout layout = output.layout();
    List<String> arguments = new ArrayList<>(arguments(output.run(), layout));
    arguments.addAll(runnerArguments);
    ParsedOptions<SegmentOptions> options = OptionsParser.parse(arguments);
    CheckedJob job = CheckedJob.of(options.options(), "/", Optional.of(images(output)));
    requireSameSettings(output.run(), job.job());
    if (job.job().maskLayout() == MaskLayout.FILES) {
      for (String image : imagesToRepair) {
        StoredFile.delete(layout.mask(image));
      }
    }
    return new Repair(options, job);
  }

  /** The options of the job. */
  public SegmentOptions options() {
    return options.options();
  }

  /** The job, with all images of the run. Images with valid masks are not segmented again. */
  public CheckedJob job() {
    return job;
  }

  private static List<String> arguments(RunRecord run, OutputLayout layout) throws IOException {
    RunConfig config = run.getConfig();
    List<String> arguments = new ArrayList<>();
    arguments.add("--model=" + run.getModel().getModel());
    arguments.add("--labels=" + write(layout, "labels.txt", run.getModel().getLabels()));
    arguments.add("--fit=" + config.getFit().toLowerCase(Locale.ROOT));
    arguments.add("--confidence=" + ConfidenceOption.valueOf(config.getConfidence()));
    if (config.getMinConfidence() != null) {
      arguments.add("--minConfidence=" + config.getMinConfidence());
    }
    if (config.getModelOutput() != null) {
      arguments.add("--modelOutput=" + config.getModelOutput());
    }
    if (config.getModelLayout() != null) {
      arguments.add("--modelLayout=" + config.getModelLayout());
    }
    if (config.getModelInputSize() != null) {
      arguments.add("--modelInputSize=" + config.getModelInputSize());
    }
    if (config.getScales() != null) {
      arguments.add("--scales=" + config.getScales());
      arguments.add("--tileOverlap=" + config.getTileOverlap());
      arguments.add("--flip=" + config.getFlip().equals("ADDED"));
    }
    if (config.getTiles() != null) {
      arguments.add("--tiles=" + config.getTiles().toLowerCase(Locale.ROOT));
    }
    if (config.getPrecision() != null) {
      arguments.add("--precision=" + config.getPrecision());
    }
    if (config.getGeoreference() != null) {
      arguments.add("--georeference=" + config.getGeoreference().toLowerCase(Locale.ROOT));
    }
    if (config.getCrs() != null) {
      arguments.add("--crs=" + config.getCrs());
    }
    if (config.getNormalization() != null) {
      String values =
          VALUE
              .matcher(config.getNormalization())
              .results()
              .map(value -> value.group(1))
              .collect(Collectors.joining(","));
      arguments.add("--normalization=" + values);
    }
    if (config.getDelegate() != null) {
      arguments.add("--delegate=" + config.getDelegate());
      if (!config.getDelegateOptions().isEmpty()) {
        arguments.add("--delegateOptions=" + config.getDelegateOptions());
      }
    }
    if (config.getPalette() != null) {
      arguments.add("--palette=" + write(layout, "palette.txt", config.getPalette()));
    }
    if (config.getMaskNames() != null) {
      arguments.add("--maskNames=" + config.getMaskNames().toLowerCase(Locale.ROOT));
    }
    if (config.getPartition() != null) {
      arguments.add("--partition=" + config.getPartition().toLowerCase(Locale.ROOT));
    }
    arguments.add("--maxPixels=" + config.getMaxPixels());
    arguments.add("--maxBytes=" + config.getMaxBytes());
    arguments.add("--maxDecodeSeconds=" + config.getMaxDecodeSeconds());
    arguments.add("--maxImageMemoryMb=" + config.getMaxImageMemoryMb());
    arguments.add("--overlay=" + config.getOverlays().equals("WRITTEN"));
    if (config.getMaskLayout() != null) {
      arguments.add("--maskLayout=" + config.getMaskLayout().toLowerCase(Locale.ROOT));
      arguments.add("--shardImages=" + config.getShardImages());
    }
    arguments.add("--maxFailureFraction=1");
    arguments.add("--output=" + layout.root());
    return arguments;
  }

  /**
   * The images of the run, with the columns that it kept: table images is their manifest, since the
   * input may have changed.
   */
  private static ImageSources images(CommittedOutput output) throws IOException {
    List<Manifest> tables = new ArrayList<>();
    for (MatchResult.Metadata file : output.tables().files(Table.IMAGES)) {
      tables.add(
          Manifest.table(
              file.resourceId().toString(), ManifestFormat.PARQUET, Packing.NONE, "image_uri"));
    }
    return ImageSources.of(List.of(), tables, "/").keeping(columns(output.run(), tables.get(0)));
  }

  private static KeptColumns columns(RunRecord run, Manifest images) throws IOException {
    RunInput input = run.getInput();
    if (input == null || input.getKeepColumns() == null) {
      return KeptColumns.none();
    }
    Map<String, Optional<Schema>> schemas =
        ManifestTable.of(images.uri(), images.format(), images.packing()).schemas();
    Map<String, Schema> kept = new LinkedHashMap<>();
    for (String name : input.getKeepColumns()) {
      kept.put(name, schemas.get(name).orElseThrow());
    }
    return KeptColumns.of(kept, Objects.requireNonNullElse(input.getCoverageBy(), List.of()));
  }

  private static String write(OutputLayout layout, String name, List<String> lines)
      throws IOException {
    String uri = layout.temporary() + "/" + name;
    AtomicFiles.write(
        uri, String.join("\n", lines).getBytes(StandardCharsets.UTF_8), layout.temporary());
    return uri;
  }

  private static void requireSameSettings(RunRecord run, SegmentJob job) throws UsageException {
    if (!run.getModel().getSha256().equals(job.modelSha256())
        || !run.getConfig().getSha256().equals(job.configSha256())) {
      throw new UsageException(
          ProblemCode.OUTPUT_SETTINGS_DIFFER,
          String.format(
              "Model %s of the run in %s has changed. Run the same 'maskbeam segment' again with the"
                  + " original model.",
              run.getModel().getModel(), job.output().root()));
    }
  }
}
