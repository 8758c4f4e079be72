// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.benchmark.AverageTime;
import io.github.maskbeam.benchmark.Photographs;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskPng;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.schemas.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** What a rerun does with the mask of a finished image. */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ResumeCheck extends AverageTime {
  private static final String IMAGE = "/photos/photo.jpg";
  private static final int WIDTH_PX = 500;
  private static final int HEIGHT_PX = 375;

  private Path directory;
  private PreviousResults previous;
  private ListedImage listed;

  /** Writes the mask. */
  @Setup
  public void write() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    directory = Files.createTempDirectory("maskbeam-resume");
    OutputLayout output = OutputLayout.at(directory.toString());
    Path file = Path.of(output.mask(IMAGE));
    Files.createDirectories(file.getParent());
    ImageRow image =
        ImageRow.newBuilder()
            .setImageId(Sha256.imageId(IMAGE))
            .setImageUri(IMAGE)
            .setStatus(ImageStatus.SUCCEEDED.name())
            .setMaskUri(file.toString())
            .setModelSha256("model")
            .setConfigSha256("config")
            .setProcessedAt(Instant.EPOCH)
            .build();
    SegmentationResult result =
        SegmentationResult.newBuilder().setImage(image).setClassAreas(List.of()).build();
    try (MaskPng png = new MaskPng()) {
      Mask mask = Mask.of(WIDTH_PX, HEIGHT_PX, new byte[WIDTH_PX * HEIGHT_PX]);
      Files.write(file, png.encode(mask, MaskMetadata.toJson(result)));
    }
    previous = PreviousResults.of(output, "model", "config");
    listed =
        ListedImage.newBuilder().setImageUri(IMAGE).setHasMask(true).setHasFailure(false).build();
  }

  /** Deletes the mask. */
  @TearDown
  public void delete() throws IOException {
    Photographs.delete(directory);
  }

  /** Reads the file, verifies all its checksums and parses its description. */
  @Benchmark
  public SegmentationResult find() throws IOException {
    return previous.find(listed).orElseThrow();
  }
}
