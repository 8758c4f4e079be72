// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import static io.github.maskbeam.evaluate.TinyMasks.mask;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskPng;
import io.github.maskbeam.schemas.EvaluationFailure;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files of a mask and its ground truth may be like; the mask has 3 x 2 pixels. */
class ComparedFilesTest {
  @TempDir private Path directory;

  @Test
  void bothAreReadAndTheGroundTruthIsMapped() throws Exception {
    write("mask.png", mask("001", "011"));
    write("truth.png", mask("007", ".77"));
    EvaluationCounts counts =
        compare(image(3, 2), LabelMapping.of(Map.of(7, 1), OptionalInt.empty()));
    assertThat(counts, is(EvaluationCounts.of(mask("001", ".11"), mask("001", "011"))));
  }

  @Test
  void anImageThatFailedHasNoMask() {
    ImageRow failed =
        ImageRow.newBuilder(image(3, 2))
            .setStatus(ImageStatus.FAILED.name())
            .setFailureMessage("not an image")
            .build();
    EvaluationException refusal = refused(failed, EvaluationFailure.NOT_SEGMENTED);
    assertThat(refusal.getMessage(), containsString("not an image"));
  }

  @Test
  void aMaskThatIsGoneOrNoPngIsNamed() throws Exception {
    write("truth.png", mask("000", "000"));
    assertThat(
        refused(image(3, 2), EvaluationFailure.MASK_UNREADABLE).getMessage(),
        containsString("mask.png"));
    Files.writeString(directory.resolve("mask.png"), "not an image");
    assertThat(
        refused(image(3, 2), EvaluationFailure.MASK_UNREADABLE).getMessage(),
        containsString("mask.png"));
  }

  @Test
  void aMaskOfAnotherSizeIsNotTheRuns() throws Exception {
    write("mask.png", mask("000", "000"));
    write("truth.png", mask("000", "000"));
    for (ImageRow image : new ImageRow[] {image(3, 3), image(4, 2)}) {
      String size = image.getWidthPx() + " x " + image.getHeightPx();
      assertThat(
          refused(image, EvaluationFailure.MASK_UNREADABLE).getMessage(),
          allOf(containsString("3 x 2 pixels"), containsString(size)));
    }
  }

  @Test
  void groundTruthOfAnotherSizeIsRefusedWithBothSizes() throws Exception {
    write("mask.png", mask("000", "000"));
    for (Mask truth : new Mask[] {mask("00", "00", "00"), mask("0000", "0000")}) {
      write("truth.png", truth);
      assertThat(
          refused(image(3, 2), EvaluationFailure.SIZE_DIFFERS).getMessage(),
          allOf(
              containsString(truth.widthPx() + " x " + truth.heightPx() + " pixels"),
              containsString("3 x 2 pixels")));
    }
  }

  @Test
  void groundTruthThatIsGoneOrDamagedIsNamed() throws Exception {
    write("mask.png", mask("000", "000"));
    assertThat(
        refused(image(3, 2), EvaluationFailure.GROUND_TRUTH_UNREADABLE).getMessage(),
        containsString("truth.png"));
    write("truth.png", mask("000", "000"));
    byte[] png = Files.readAllBytes(directory.resolve("truth.png"));
    Files.write(directory.resolve("truth.png"), Arrays.copyOf(png, png.length - 20));
    assertThat(
        refused(image(3, 2), EvaluationFailure.GROUND_TRUTH_UNREADABLE).getMessage(),
        containsString("truth.png"));
  }

  @Test
  void aFileIsReadUpToItsLimitAndTheMemoryThatItHas() throws Exception {
    write("mask.png", mask("000", "000"));
    long size = Files.size(directory.resolve("mask.png"));
    assertThat(open(size, size).sizeBytes(), is(size));
    String raiseTheHeap = "-Xmx";
    assertThat(tooLarge(size, size - 1), containsString(raiseTheHeap));
    assertThat(tooLarge(size - 1, size), not(containsString(raiseTheHeap)));
    assertThat(tooLarge(size - 1, size - 1), not(containsString(raiseTheHeap)));
  }

  private String tooLarge(long maxBytes, long heapBytes) {
    return assertThrows(EvaluationException.class, () -> open(maxBytes, heapBytes)).getMessage();
  }

  private ClassIdFile open(long maxBytes, long heapBytes) throws Exception {
    return ClassIdFile.open(
        uri("mask.png"), EvaluationFailure.MASK_UNREADABLE, maxBytes, heapBytes);
  }

  private EvaluationCounts compare(ImageRow image, LabelMapping mapping) throws Exception {
    return MaskComparison.of(
        image, image.getMaskUri(), uri("truth.png"), mapping, 21, ImageMemory.ofProcess(0));
  }

  private EvaluationException refused(ImageRow image, EvaluationFailure failure) {
    EvaluationException refusal =
        assertThrows(EvaluationException.class, () -> compare(image, LabelMapping.identity()));
    assertThat(refusal.failure(), is(failure));
    return refusal;
  }

  private void write(String name, Mask mask) throws IOException {
    try (MaskPng png = new MaskPng()) {
      Files.write(directory.resolve(name), png.encode(mask, "{}"));
    }
  }

  private ImageRow image(int widthPx, int heightPx) {
    return TinyMasks.row(uri("mask.png"), widthPx, heightPx);
  }

  private String uri(String name) {
    return directory.resolve(name).toString();
  }
}
