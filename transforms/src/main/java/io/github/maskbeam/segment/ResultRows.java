// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.area.ClassArea;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.FailureStage;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.schemas.Sha256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Builds the rows of images. Thread-safe. */
public final class ResultRows {
  private final SegmentJob job;
  private final String configSha256;

  private ResultRows(SegmentJob job) {
    this.job = job;
    this.configSha256 = job.configSha256();
  }

  public static ResultRows of(SegmentJob job) {
    return new ResultRows(job);
  }

  /** A draft with what the listing has of an image. */
  public Draft draft(ListedImage image) {
    return new Draft(
        ImageRow.newBuilder()
            .setImageId(Sha256.imageId(image.getImageUri()))
            .setImageUri(image.getImageUri())
            .setModifiedAt(image.getModifiedAt())
            .setModelSha256(job.modelSha256())
            .setConfigSha256(configSha256));
  }

  /** The row of an image that is being segmented. For one thread. */
  public final class Draft {
    private final ImageRow.Builder row;

    private Draft(ImageRow.Builder row) {
      this.row = row;
    }

    /** Sets the hash and size of the file. */
    public void content(byte[] content) {
      row.setContentSha256(Sha256.hex(content)).setSizeBytes((long) content.length);
    }

    /** Sets the format and size of the image. */
    public void header(ImageHeader header) {
      row.setFormat(header.format().name())
          .setWidthPx(header.widthPx())
          .setHeightPx(header.heightPx());
    }

    /** The width of the image, in pixels; only after {@link #header}. */
    public int widthPx() {
      return row.getWidthPx();
    }

    /** The height of the image, in pixels; only after {@link #header}. */
    public int heightPx() {
      return row.getHeightPx();
    }

    /** The result of a segmented image: its row and a row per class present. */
    public SegmentationResult succeeded(
        Segmentation segmentation, double decodeMs, String maskUri) {
      ImageRow image =
          row.setStatus(ImageStatus.SUCCEEDED.name())
              .setMaskUri(maskUri)
              .setDecodeMs(decodeMs)
              .setInferenceMs(segmentation.inferenceMs())
              .setProcessedAt(now())
              .build();
      List<ClassAreaRow> areas = new ArrayList<>();
      for (ClassArea area : segmentation.areas()) {
        areas.add(areaRow(image, area, segmentation));
      }
      return SegmentationResult.newBuilder().setImage(image).setClassAreas(areas).build();
    }

    /** The result of a failed image; the message is prefixed with the URI. */
    public SegmentationResult failed(FailureStage stage, FailureCode code, String message) {
      ImageRow image =
          row.setStatus(ImageStatus.FAILED.name())
              .setFailureStage(stage.name())
              .setFailureCode(code.name())
              .setFailureMessage(row.getImageUri() + ": " + message)
              .setProcessedAt(now())
              .build();
      return SegmentationResult.newBuilder().setImage(image).setClassAreas(List.of()).build();
    }

    private ClassAreaRow areaRow(ImageRow image, ClassArea area, Segmentation segmentation) {
      double pixels = (double) image.getWidthPx() * image.getHeightPx();
      return ClassAreaRow.newBuilder()
          .setImageId(image.getImageId())
          .setImageUri(image.getImageUri())
          .setClassId(area.classId())
          .setClassName(job.labels().name(area.classId()))
          .setAreaPx(area.areaPx())
          .setAreaFraction(area.areaPx() / pixels)
          .setXMin(area.xMin())
          .setYMin(area.yMin())
          .setXMax(area.xMax())
          .setYMax(area.yMax())
          .setMeanConfidence(
              segmentation.meanConfidence().map(means -> means[area.classId()]).orElse(null))
          .build();
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
