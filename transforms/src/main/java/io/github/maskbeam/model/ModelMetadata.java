// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import io.github.maskbeam.model.SegmentationModel.Origin;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.ModelCard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.tensorflow.lite.support.metadata.MetadataExtractor;
import org.tensorflow.lite.support.metadata.schema.AssociatedFile;
import org.tensorflow.lite.support.metadata.schema.AssociatedFileType;
import org.tensorflow.lite.support.metadata.schema.NormalizationOptions;
import org.tensorflow.lite.support.metadata.schema.ProcessUnit;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptions;
import org.tensorflow.lite.support.metadata.schema.TensorMetadata;

/**
 * The labels, the normalization, the mask output and the card in the TFLite metadata of a model,
 * read with the official {@link MetadataExtractor}.
 */
final class ModelMetadata {
  private static final int MOST_LABEL_BYTES = 1 << 20;

  private static final ModelCard NOTHING_SAID =
      ModelCard.newBuilder().setOrigin(Origin.METADATA.name()).build();

  private final Optional<LabelMap> labels;
  private final Optional<Normalization> normalization;
  private final Optional<ModelCard> card;

  private ModelMetadata(
      Optional<LabelMap> labels, Optional<Normalization> normalization, Optional<ModelCard> card) {
    this.labels = labels;
    this.normalization = normalization;
    this.card = card;
  }

  /**
   * Reads the metadata of a valid TFLite model. All of it is absent if it has none.
   *
   * @throws ModelException if the metadata is damaged or inconsistent
   */
  static ModelMetadata read(ByteBuffer model, ModelContract contract) throws ModelException {
    try {
      MetadataExtractor extractor = new MetadataExtractor(model.duplicate());
      if (!extractor.hasMetadata()) {
        return new ModelMetadata(Optional.empty(), Optional.empty(), Optional.empty());
      }
      return new ModelMetadata(
          labels(extractor, extractor.getOutputTensorMetadata(contract.outputIndex())),
          normalization(extractor.getInputTensorMetadata(0)),
          card(extractor));
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  /**
   * The output that the metadata of a valid TFLite model describe as a mask: with labels, or by its
   * name or description. Empty if none is, or several are.
   *
   * @throws ModelException if the metadata is damaged
   */
  static OptionalInt maskOutput(ByteBuffer model) throws ModelException {
    try {
      MetadataExtractor extractor = new MetadataExtractor(model.duplicate());
      if (!extractor.hasMetadata()) {
        return OptionalInt.empty();
      }
      int[] masks =
          IntStream.range(0, extractor.getOutputTensorCount())
              .filter(i -> isMask(extractor.getOutputTensorMetadata(i)))
              .toArray();
      return masks.length == 1 ? OptionalInt.of(masks[0]) : OptionalInt.empty();
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  private static boolean isMask(TensorMetadata output) {
    return output != null
        && (OutputSelection.isMaskName(output.name())
            || IntStream.range(0, output.associatedFilesLength())
                .anyMatch(i -> hasLabels(output.associatedFiles(i))));
  }

  private static boolean hasLabels(AssociatedFile file) {
    return file.type() == AssociatedFileType.TENSOR_AXIS_LABELS
        || file.type() == AssociatedFileType.TENSOR_VALUE_LABELS;
  }

  private static ModelException unreadable(Exception e) {
    // This flatbuffer is not verified, so a damaged one can cause any exception.
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new ModelException(
        ModelFailure.METADATA_UNREADABLE, "its metadata cannot be read: " + reason, e);
  }

  Optional<LabelMap> labels() {
    return labels;
  }

  Optional<Normalization> normalization() {
    return normalization;
  }

  /** What the metadata say about the model as a whole. */
  Optional<ModelCard> card() {
    return card;
  }

  private static Optional<ModelCard> card(MetadataExtractor extractor) {
    org.tensorflow.lite.support.metadata.schema.ModelMetadata model = extractor.getModelMetadata();
    ModelCard card =
        ModelCard.newBuilder()
            .setOrigin(Origin.METADATA.name())
            .setName(said(model.name()))
            .setVersion(said(model.version()))
            .setDescription(said(model.description()))
            .setAuthor(said(model.author()))
            .setLicense(said(model.license()))
            .build();
    return Optional.of(card).filter(any -> !any.equals(NOTHING_SAID));
  }

  private static String said(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static Optional<LabelMap> labels(MetadataExtractor extractor, TensorMetadata output)
      throws IOException {
    if (output == null) {
      return Optional.empty();
    }
    for (int i = 0; i < output.associatedFilesLength(); i++) {
      AssociatedFile file = output.associatedFiles(i);
      // Label files with a locale are translations.
      if (hasLabels(file) && (file.locale() == null || file.locale().isEmpty())) {
        try (InputStream in = extractor.getAssociatedFile(file.name())) {
          // The file is compressed, so a small model can have a large one.
          byte[] bytes = in.readNBytes(MOST_LABEL_BYTES + 1);
          if (bytes.length > MOST_LABEL_BYTES) {
            throw new IllegalArgumentException(
                "its label file is larger than " + MOST_LABEL_BYTES + " bytes");
          }
          return Optional.of(LabelMap.parse(new String(bytes, StandardCharsets.UTF_8)));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Normalization> normalization(TensorMetadata input) {
    if (input == null) {
      return Optional.empty();
    }
    for (int i = 0; i < input.processUnitsLength(); i++) {
      ProcessUnit unit = input.processUnits(i);
      if (unit.optionsType() == ProcessUnitOptions.NormalizationOptions) {
        NormalizationOptions options =
            (NormalizationOptions) unit.options(new NormalizationOptions());
        return Optional.of(
            Normalization.of(
                channel(options.meanLength(), options::mean, 0),
                channel(options.meanLength(), options::mean, 1),
                channel(options.meanLength(), options::mean, 2),
                channel(options.stdLength(), options::std, 0),
                channel(options.stdLength(), options::std, 1),
                channel(options.stdLength(), options::std, 2)));
      }
    }
    return Optional.empty();
  }

  /** The value of a channel; a single value applies to all three channels. */
  private static double channel(int length, ChannelValue values, int channel) {
    if (length != 1 && length != 3) {
      throw new IllegalArgumentException(
          "the normalization has " + length + " channels instead of 1 or 3");
    }
    return values.at(length == 1 ? 0 : channel);
  }

  private interface ChannelValue {
    float at(int channel);
  }
}
