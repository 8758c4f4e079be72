// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.area.AreaCounter;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.image.decode.TimedDecoder;
import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.mask.GridRegion;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskPng;
import io.github.maskbeam.mask.MaskUpsampler;
import io.github.maskbeam.mask.ScoreGrid;
import io.github.maskbeam.model.ModelContract;
import io.github.maskbeam.model.SegmentationModel;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.OptionalLong;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.tensorflow.lite.InterpreterApi;

/**
 * Measures the duration of each stage of one image, on one thread, and its ratio to the inference.
 * Run it manually: {@code StageBenchmark <model.tflite> <image>}.
 *
 * <p>For comparison with the upsampler, it also measures resizing the scores of every class with
 * OpenCV, which would be followed by the argmax.
 */
public final class StageBenchmark {
  private static final int WARM_UPS = 30;
  private static final int RUNS = 60;
  private static final double NANOS_PER_MS = 1e6;
  private static final ImageMemory MEMORY = ImageMemory.ofProcess(0);

  private double inferenceMs;

  private StageBenchmark() {}

  /** Prints one line per stage: median milliseconds and ratio to the inference. */
  public static void main(String[] arguments) throws Exception {
    new StageBenchmark()
        .run(
            SegmentationModel.of(ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments[0])))),
            Files.readAllBytes(Path.of(arguments[1])));
  }

  private void run(SegmentationModel model, byte[] content) throws Exception {
    ImageHeader header = FormatReaders.header(content);
    ImageDecoder decoder = ImageDecoder.withMaxPixels(header.pixels());
    ModelContract contract = model.contract();
    SegmentSettings settings = SegmentSettings.of(Fit.STRETCH, SegmentSettings.Confidence.OMITTED);
    MaskUpsampler upsampler = new MaskUpsampler();
    try (Segmenter segmenter = Segmenter.open(model, settings);
        InterpreterApi interpreter = model.newInterpreter();
        InputTensor input = new InputTensor(model, interpreter.getInputTensor(0));
        MaskPng png = new MaskPng();
        TimedDecoder timed = TimedDecoder.of(decoder, Duration.ofMinutes(1), MEMORY);
        DecodedImage image =
            decoder.decode(content, header, segmenter.coverWidthPx(), segmenter.coverHeightPx())) {
      Placement placement =
          Placement.of(Fit.STRETCH, contract, header.widthPx(), header.heightPx());
      input.write(image.rgb(), placement);
      Object[] inputs = {input.bytes()};
      Stage infer = () -> interpreter.runForMultipleInputsOutputs(inputs, Collections.emptyMap());
      inferenceMs = medianMs(infer);
      System.out.printf("%d x %d px%n", header.widthPx(), header.heightPx());
      print("inference", infer);
      print(
          "decode and verify",
          () ->
              decoder
                  .decode(content, header, segmenter.coverWidthPx(), segmenter.coverHeightPx())
                  .close());
      print(
          "the same with limits",
          () ->
              timed
                  .decode(
                      file(content), header, segmenter.coverWidthPx(), segmenter.coverHeightPx())
                  .close());
      print("fit to the input", () -> input.write(image.rgb(), placement));
      OutputTensor output =
          new OutputTensor(
              contract, model.labels(), interpreter.getOutputTensor(contract.outputIndex()));
      print("read the scores", output::scores);
      ScoreGrid scores = output.scores();
      GridRegion whole = GridRegion.whole(scores.width(), scores.height());
      Mask mask = upsampler.upsample(scores, whole, header.widthPx(), header.heightPx());
      print(
          "mask from scores",
          () -> upsampler.upsample(scores, whole, header.widthPx(), header.heightPx()));
      print("resize all scores", () -> resizeEveryClass(scores, header));
      print("count areas", () -> AreaCounter.count(mask));
      print("encode the PNG", () -> png.encode(mask, "{}"));
    }
  }

  private static ImageFile file(byte[] content) throws Exception {
    OptionalLong size = OptionalLong.of(content.length);
    return ImageFile.read(new ByteArrayInputStream(content), size, content.length, MEMORY);
  }

  /** Resizes one channel at a time, because OpenCV resizes at most four at once. */
  private static void resizeEveryClass(ScoreGrid grid, ImageHeader header) {
    try (FloatPointer plane = new FloatPointer(grid.scores());
        Mat channel = new Mat(grid.height(), grid.width(), opencv_core.CV_32FC1, plane);
        Size size = new Size(header.widthPx(), header.heightPx());
        Mat resized = new Mat()) {
      for (int k = 0; k < grid.classes(); k++) {
        opencv_imgproc.resize(channel, resized, size, 0, 0, opencv_imgproc.INTER_LINEAR);
      }
    }
  }

  private void print(String name, Stage stage) throws Exception {
    double ms = medianMs(stage);
    System.out.printf(Locale.ROOT, "%-30s %8.2f ms %8.2f%n", name, ms, ms / inferenceMs);
  }

  private static double medianMs(Stage stage) throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      stage.run();
    }
    double[] ms = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      stage.run();
      ms[i] = (System.nanoTime() - start) / NANOS_PER_MS;
    }
    Arrays.sort(ms);
    return ms[RUNS / 2];
  }

  private interface Stage {
    void run() throws Exception;
  }
}
