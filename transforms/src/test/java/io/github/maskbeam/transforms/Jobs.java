// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.ModelLoader;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.Fit;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.segment.SegmentSettings;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;

/** Jobs with the demonstration model, and pictures for them. */
public final class Jobs {
  static final long MAX_PIXELS = 10_000;
  static final long MAX_BYTES = 20_000;
  static final long MAX_DECODE_SECONDS = 60;

  private Jobs() {}

  public static SegmentJob.Builder demo(Path output) throws ModelException {
    SegmentationModel model = ModelLoader.load(ModelLoader.DEMO);
    return SegmentJob.builder()
        .setModel(ModelLoader.DEMO)
        .setModelSha256(model.sha256())
        .setLabels(model.labels())
        .setNormalization(Optional.empty())
        .setSettings(SegmentSettings.of(Fit.STRETCH, Confidence.OMITTED))
        .setMaxPixels(MAX_PIXELS)
        .setMaxBytes(MAX_BYTES)
        .setRetryFailed(false)
        .setMaxDecodeSeconds(MAX_DECODE_SECONDS)
        .setMaxImageMemoryMb(0)
        .setOutput(OutputLayout.at(output.toString()));
  }

  /** Blue above, green below. */
  static Path picture(Path file, int widthPx, int heightPx) throws IOException {
    BufferedImage image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(90, 150, 230));
    graphics.fillRect(0, 0, widthPx, heightPx / 2);
    graphics.setColor(new Color(60, 140, 50));
    graphics.fillRect(0, heightPx / 2, widthPx, heightPx);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  /** Images without a result. */
  static Create.Values<KV<ListedImage, SegmentationResult>> toDo(Stream<ListedImage> images) {
    return Create.of(
            images
                .map(image -> KV.<ListedImage, SegmentationResult>of(image, null))
                .collect(Collectors.toList()))
        .withCoder(ReuseResults.CODER);
  }

  /** Those of the results that have a status. */
  static List<SegmentationResult> withStatus(ImageStatus status, List<SegmentationResult> results) {
    return results.stream()
        .filter(result -> result.getImage().getStatus().equals(status.name()))
        .collect(Collectors.toList());
  }
}
