// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.geo.Crs;
import io.github.maskbeam.geo.GeoSettings;
import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.image.decode.TimedDecoder;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.model.InputSize;
import io.github.maskbeam.model.ModelChoices;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.ModelLoader;
import io.github.maskbeam.model.Normalization;
import io.github.maskbeam.model.Precision;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.model.TensorLayout;
import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.MaskNames;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Partition;
import io.github.maskbeam.output.PreviousResults;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.segment.Scales.Tiles;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.storage.Uris;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.annotation.Nullable;

/**
 * The settings of a run that every worker needs: model, segmentation, limits, output. Validated
 * before it is built. Immutable and serializable.
 */
@AutoValue
public abstract class SegmentJob implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Pixels of an image at most, unless something else is set. */
  public static final long DEFAULT_MAX_PIXELS = 120_000_000;

  /** Bytes of an image file at most, unless something else is set. */
  public static final long DEFAULT_MAX_BYTES = 256L << 20;

  /** Seconds of a decode at most, unless something else is set. */
  public static final long DEFAULT_MAX_DECODE_SECONDS = 60;

  /** Masks of a shard at most, unless something else is set: as many as img2dataset's shards. */
  public static final int DEFAULT_SHARD_IMAGES = 10_000;

  /** Part of the configuration hash. Increase it when masks of equal settings change. */
  private static final String MASK_VERSION = "2";

  /**
   * A job with the defaults of the program: whole images stretched into the model's input, without
   * confidences.
   *
   * @param model {@code demo}, the name of another known model, or a path or URI that all workers
   *     can read
   * @param output the output directory, a path or URI
   * @throws ModelException if the model cannot be used
   */
  public static SegmentJob of(String model, String output) throws ModelException {
    String workingDirectory = Path.of("").toAbsolutePath().toString();
    String uri = ModelLoader.isKnownName(model) ? model : Uris.absolute(model, workingDirectory);
    SegmentationModel loaded = ModelLoader.load(uri);
    return builder()
        .setModel(uri)
        .setModelSha256(loaded.sha256())
        .setLabels(loaded.labels())
        .setOutput(OutputLayout.at(Uris.absolute(output, workingDirectory)))
        .build();
  }

  /** A builder; model, its SHA-256, labels and output are required, all else has a default. */
  public static Builder builder() {
    return new AutoValue_SegmentJob.Builder()
        .setSettings(SegmentSettings.of(Fit.STRETCH, Confidence.OMITTED))
        .setMaxPixels(DEFAULT_MAX_PIXELS)
        .setMaxBytes(DEFAULT_MAX_BYTES)
        .setMaxDecodeSeconds(DEFAULT_MAX_DECODE_SECONDS)
        .setMaxImageMemoryMb(0)
        .setRetryFailed(false)
        .setOverlays(Overlays.OMITTED)
        .setPartition(Partition.NONE)
        .setMaskLayout(MaskLayout.FILES)
        .setShardImages(DEFAULT_SHARD_IMAGES)
        .setChoices(ModelChoices.none())
        .setGeoreference(GeoSettings.embedded())
        .setColors(ClassColors.voc());
  }

  /** The name of a known model, or the path or URI of a model file. */
  public abstract String model();

  @Nullable
  abstract String modelCopyOrNull();

  /** SHA-256 of the model that was validated; a worker that loads a different one fails. */
  public abstract String modelSha256();

  /** The model's class names. */
  public abstract LabelMap labels();

  /** The colors of the classes in masks and overlays. */
  public abstract ClassColors colors();

  /** What the user says about the model. */
  public abstract ModelChoices choices();

  @Nullable
  abstract Normalization normalizationOrNull();

  /** How images are segmented. */
  public abstract SegmentSettings settings();

  /** Where the georeference of images is looked for. */
  public abstract GeoSettings georeference();

  /** Images with more pixels fail as TOO_LARGE. */
  public abstract long maxPixels();

  /** Image files with more bytes fail as TOO_LARGE. */
  public abstract long maxBytes();

  /** Whether images that failed in previous runs are tried again. */
  public abstract boolean retryFailed();

  /** Images that take longer to decode fail as TIMED_OUT. */
  public abstract long maxDecodeSeconds();

  /** MiB of native memory for all images of a process; 0 chooses by the memory of the machine. */
  public abstract long maxImageMemoryMb();

  /** Whether overlays are written. Masks do not depend on it. */
  public abstract Overlays overlays();

  /** The partitions of the tables. Masks do not depend on it. */
  public abstract Partition partition();

  /** How masks are stored. */
  public abstract MaskLayout maskLayout();

  /** Masks of a shard at most, if masks are stored in shards. */
  public abstract int shardImages();

  /** The output directory. */
  public abstract OutputLayout output();

  /** The normalization that the user asked for; if absent, the model's own is used. */
  public final Optional<Normalization> normalization() {
    return Optional.ofNullable(normalizationOrNull());
  }

  /**
   * The same job, of which workers read a copy of the model.
   *
   * @param uri a path or URI that all workers can read
   */
  public final SegmentJob withModelCopy(String uri) {
    return toBuilder().setModelCopyOrNull(uri).build();
  }

  abstract Builder toBuilder();

  /**
   * The model with the labels and normalization of this job, read once per JVM.
   *
   * @throws ModelException if it cannot be loaded, or is not the file that was checked before the
   *     run
   */
  public final SegmentationModel loadModel() throws ModelException {
    SegmentationModel model =
        modelCopyOrNull() == null
            ? ModelLoader.loadChecked(model(), choices(), labels(), modelSha256())
            : ModelLoader.loadCopy(modelCopyOrNull(), choices(), labels(), modelSha256());
    return normalization().map(model::withNormalization).orElse(model);
  }

  /**
   * A decoder with the limits of this job.
   *
   * @param memory the memory that decoded images take
   */
  public final TimedDecoder decoder(ImageMemory memory) {
    return TimedDecoder.of(
        ImageDecoder.withMaxPixels(maxPixels()).forMasksOf(labels().maskBits()),
        Duration.ofSeconds(maxDecodeSeconds()),
        memory);
  }

  /** The results in the output that this job reuses. */
  public final PreviousResults previousResults() {
    PreviousResults results = PreviousResults.of(output(), modelSha256(), configSha256());
    return settings().confidence() == Confidence.WRITTEN ? results.withConfidence() : results;
  }

  /** SHA-256 of all settings besides the model that determine the content of a mask. */
  public final String configSha256() {
    String settings =
        String.join(
            "\n",
            "mask version " + MASK_VERSION,
            "fit " + settings().fit(),
            "confidence " + settings().confidence(),
            "normalization " + normalization().map(Normalization::toString).orElse("model's own"),
            "output " + choices().output().orElse("detected"),
            "layout " + choices().layout().map(TensorLayout::name).orElse("detected"),
            "input size " + choices().inputSize().map(InputSize::toString).orElse("model's own"),
            "palette " + colors(),
            "labels " + String.join("\t", labels().names()));
    // Only if there is one, so that earlier outputs without a delegate, precision, scales,
    // georeference, minimum confidence, shards or names by stem keep their hash.
    String delegated =
        choices()
            .delegate()
            .map(used -> "\ndelegate " + used.library() + "\n" + used.optionsText())
            .orElse("");
    String precision =
        choices().precision() == Precision.MODEL ? "" : "\nprecision " + choices().precision();
    Scales scales = settings().scales();
    String sizes =
        scales.isWhole()
            ? ""
            : String.format(
                Locale.ROOT,
                "\nscales %s\ntile overlap %s\nflip %s%s",
                scales.text(),
                scales.tileOverlap(),
                scales.flip(),
                scales.tiles() == Tiles.ALL ? "" : "\ntiles " + scales.tiles());
    double minimum = settings().minConfidence();
    String voided = minimum == 0 ? "" : "\nmin confidence " + minimum;
    String georeferences =
        georeference().equals(GeoSettings.embedded())
            ? ""
            : String.format(
                "\ngeoreference %s\ncrs %s",
                georeference().place(), georeference().crs().map(Crs::toString).orElse("none"));
    // Masks are the same, but found elsewhere.
    String layout = maskLayout() == MaskLayout.FILES ? "" : "\nmask layout " + maskLayout();
    String names =
        output().maskNames() == MaskNames.ID ? "" : "\nmask names " + output().maskNames();
    return Sha256.hex(
        (settings + delegated + precision + sizes + georeferences + voided + layout + names)
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Whether to write an overlay per image: a JPEG of the image under its mask. */
  public enum Overlays {
    /** No overlays. */
    OMITTED,
    /** An overlay per segmented image. */
    WRITTEN
  }

  /** Builds a {@link SegmentJob}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link SegmentJob#model}. */
    public abstract Builder setModel(String model);

    /** Sets {@link SegmentJob#modelSha256}. */
    public abstract Builder setModelSha256(String sha256);

    /** Sets {@link SegmentJob#labels}. */
    public abstract Builder setLabels(LabelMap labels);

    abstract Builder setModelCopyOrNull(@Nullable String uri);

    /** Sets {@link SegmentJob#colors}. */
    public abstract Builder setColors(ClassColors colors);

    /** Sets {@link SegmentJob#choices}. */
    public abstract Builder setChoices(ModelChoices choices);

    abstract Builder setNormalizationOrNull(@Nullable Normalization normalization);

    /** Sets {@link SegmentJob#normalization}. */
    public final Builder setNormalization(Optional<Normalization> normalization) {
      return setNormalizationOrNull(normalization.orElse(null));
    }

    /** Sets {@link SegmentJob#settings}. */
    public abstract Builder setSettings(SegmentSettings settings);

    /** Sets {@link SegmentJob#georeference}. */
    public abstract Builder setGeoreference(GeoSettings settings);

    /** Sets {@link SegmentJob#maxPixels}. */
    public abstract Builder setMaxPixels(long maxPixels);

    /** Sets {@link SegmentJob#maxBytes}. */
    public abstract Builder setMaxBytes(long maxBytes);

    /** Sets {@link SegmentJob#retryFailed}. */
    public abstract Builder setRetryFailed(boolean retryFailed);

    /** Sets {@link SegmentJob#maxDecodeSeconds}. */
    public abstract Builder setMaxDecodeSeconds(long maxDecodeSeconds);

    /** Sets {@link SegmentJob#maxImageMemoryMb}. */
    public abstract Builder setMaxImageMemoryMb(long maxImageMemoryMb);

    /** Sets {@link SegmentJob#overlays}. */
    public abstract Builder setOverlays(Overlays overlays);

    /** Sets {@link SegmentJob#partition}. */
    public abstract Builder setPartition(Partition partition);

    /** Sets {@link SegmentJob#maskLayout}. */
    public abstract Builder setMaskLayout(MaskLayout layout);

    /** Sets {@link SegmentJob#shardImages}; 1 or more. */
    public abstract Builder setShardImages(int images);

    /** Sets {@link SegmentJob#output}. */
    public abstract Builder setOutput(OutputLayout output);

    /** Builds the job. */
    public abstract SegmentJob build();
  }
}
