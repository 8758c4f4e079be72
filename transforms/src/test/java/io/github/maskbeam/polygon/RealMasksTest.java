// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.polygon;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.mask.IndexPng;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.segment.Fit;
import io.github.maskbeam.segment.SegmentSettings;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.segment.Segmenter;
import io.github.maskbeam.testing.SharedFiles;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Outlines of masks of photographs, by DeepLab and by people, at several tolerances. */
class RealMasksTest {
  @Test
  void masksOfTheModel() throws Exception {
    Path file = SharedFiles.shared("models/deeplabv3_257_mv_gpu.tflite");
    SegmentationModel model = SegmentationModel.of(ByteBuffer.wrap(Files.readAllBytes(file)));
    try (Segmenter segmenter =
        Segmenter.open(model, SegmentSettings.of(Fit.STRETCH, Confidence.OMITTED))) {
      for (Path photo : files("images/photos")) {
        byte[] content = Files.readAllBytes(photo);
        ImageHeader header = FormatReaders.header(content);
        try (DecodedImage image =
            ImageDecoder.withMaxPixels(header.pixels()).decode(content, header, 257, 257)) {
          check(photo, segmenter.segment(image.rgb(), header.widthPx(), header.heightPx()).mask());
        }
      }
    }
  }

  /** With void pixels between the classes. */
  @Test
  void masksOfPeople() throws Exception {
    for (Path truth : files("images/voc/SegmentationClass").subList(0, 20)) {
      byte[] content = Files.readAllBytes(truth);
      check(truth, IndexPng.read(content, FormatReaders.header(content)));
    }
  }

  private static void check(Path file, Mask mask) throws Exception {
    Regions exact = RegionTracer.trace(mask, id -> true, 0, Long.MAX_VALUE);
    byte[] painted = Outlines.painted(exact.list(), mask);
    assertThat(file.toString(), Arrays.equals(painted, mask.classIds()), is(true));
    long points = exact.points();
    Outlines.requireValid(file + ", exact", exact.list());
    for (double tolerance : new double[] {1, 5}) {
      Regions simplified = RegionSimplifier.simplify(exact, tolerance);
      Outlines.requireValid(file + ", " + tolerance, simplified.list());
      assertThat(file + ", " + tolerance, simplified.points(), lessThan(points));
      points = simplified.points();
    }
  }

  private static List<Path> files(String directory) throws Exception {
    try (Stream<Path> files = Files.list(SharedFiles.shared(directory))) {
      return files.sorted().collect(Collectors.toList());
    }
  }
}
