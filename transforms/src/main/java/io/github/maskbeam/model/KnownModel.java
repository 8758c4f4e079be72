// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import io.github.maskbeam.model.SegmentationModel.Origin;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.ModelCard;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Public models that are recognized by their SHA-256. Some also have a name for {@code --model}.
 */
public enum KnownModel {
  /** DeepLab v3, MobileNet v2, 257 x 257, float: TensorFlow's public segmentation model. */
  DEEPLABV3(
      "deeplabv3",
      "DeepLab v3, MobileNet v2, 257 x 257",
      "https://storage.googleapis.com/download.tensorflow.org/models/tflite/gpu/deeplabv3_257_mv_gpu.tflite",
      "68a539782c2c6a72f8aac3724600124a85ed977162b44e84cbae5db717c933c6"),
  /** DeepLab v3, MobileNet v2 with depth multiplier 0.5, 513 x 513, quantized. No download. */
  DEEPLABV3_DM05_QUANTIZED(
      null,
      "DeepLab v3, MobileNet v2 with depth multiplier 0.5, 513 x 513, quantized",
      null,
      "0470d2a782aa54eeeb99d32e7b6b3fb7722905c7c4f5d26bd957ec861366d48b");

  private final String modelName;
  private final String title;
  private final String url;
  private final String sha256;

  KnownModel(String modelName, String title, String url, String sha256) {
    this.modelName = modelName;
    this.title = title;
    this.url = url;
    this.sha256 = sha256;
  }

  /** The model with this name, if there is one. */
  public static Optional<KnownModel> named(String name) {
    return Arrays.stream(values()).filter(known -> name.equals(known.modelName)).findFirst();
  }

  /** The names that {@code --model} accepts, {@code demo} first, for messages. */
  public static String names() {
    return Stream.concat(
            Stream.of("demo"),
            Arrays.stream(values()).map(known -> known.modelName).filter(Objects::nonNull))
        .collect(Collectors.joining(", "));
  }

  /** The model whose file has this SHA-256, if it is known. */
  static Optional<KnownModel> withSha256(String sha256) {
    return Arrays.stream(values()).filter(known -> known.sha256.equals(sha256)).findFirst();
  }

  /** The URL for the download. */
  String url() {
    return url;
  }

  /** SHA-256 of the model file, 64 hex digits. */
  String sha256() {
    return sha256;
  }

  /** What is known of it, for a run record. All of them were published under the same license. */
  ModelCard card() {
    return ModelCard.newBuilder()
        .setOrigin(Origin.KNOWN_MODEL.name())
        .setName(title)
        .setLicense("Apache-2.0")
        .setUrl(url)
        .build();
  }

  /** The labels of its classes. */
  LabelMap labels() {
    return LabelMap.pascalVoc();
  }
}
