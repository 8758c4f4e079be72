// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.area.AreaCounter;
import io.github.maskbeam.area.ClassArea;
import io.github.maskbeam.geo.Crs;
import io.github.maskbeam.geo.GeoTransform;
import io.github.maskbeam.geo.Georeference;
import io.github.maskbeam.geo.LonLat;
import io.github.maskbeam.geo.PixelAreas;
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
import java.util.Optional;

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
    private Georeference georeference = Georeference.none();

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

    /** Sets the position of the image; without it, the image has none. */
    public void georeference(Georeference found) {
      georeference = found;
    }

    /** The position of the image. */
    public Georeference georeference() {
      return georeference;
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
              .setCrs(georeference.crs().map(Crs::toString).orElse(null))
              .setGeoTransform(
                  georeference.transform().map(GeoTransform::coefficients).orElse(null))
              .setLon(georeference.center().map(LonLat::lon).orElse(null))
              .setLat(georeference.center().map(LonLat::lat).orElse(null))
              .setPixelAreaM2(georeference.areas().map(PixelAreas::meanM2).orElse(null))
              .setGeoreference(georeference.source().map(Enum::name).orElse(null))
              .setGeoreferenceNote(georeference.note().map(Enum::name).orElse(null))
              .setVoidPx(segmentation.voidPx())
              .setProcessedAt(now())
              .build();
      Optional<double[]> byClassM2 =
          georeference
              .areas()
              .flatMap(PixelAreas::byRowM2)
              .map(byRow -> AreaCounter.sum(segmentation.mask(), byRow));
      List<ClassAreaRow> areas = new ArrayList<>();
      for (ClassArea area : segmentation.areas()) {
        areas.add(areaRow(image, area, byClassM2, segmentation));
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

    private ClassAreaRow areaRow(
        ImageRow image, ClassArea area, Optional<double[]> byClassM2, Segmentation segmentation) {
      Optional<Double> pixelsM2 = georeference.areas().map(areas -> areas.meanM2() * area.areaPx());
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
          .setAreaM2(byClassM2.map(areas -> areas[area.classId()]).or(() -> pixelsM2).orElse(null))
          .build();
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
