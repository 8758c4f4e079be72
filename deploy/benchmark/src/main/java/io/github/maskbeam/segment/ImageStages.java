// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.area.AreaCounter;
import io.github.maskbeam.area.ClassArea;
import io.github.maskbeam.benchmark.AverageTime;
import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.Decodable;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.mask.GridRegion;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskPng;
import io.github.maskbeam.mask.MaskUpsampler;
import io.github.maskbeam.mask.ScoreGrid;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.SegmentationModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.tensorflow.lite.InterpreterApi;

/** The stages of one image on one thread. */
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ImageStages extends AverageTime {
  /** A float model with scores. */
  @Param("model.tflite")
  public String model;

  /** A photograph. */
  @Param("photo.jpg")
  public String image;

  private byte[] content;
  private ImageHeader header;
  private ImageDecoder decoder;
  private Segmenter segmenter;
  private InterpreterApi interpreter;
  private InputTensor input;
  private OutputTensor output;
  private DecodedImage decoded;
  private Placement placement;
  private ScoreGrid scores;
  private GridRegion region;
  private Mask mask;
  private final MaskUpsampler upsampler = new MaskUpsampler();
  private final MaskPng png = new MaskPng();

  /** Reads both files and runs each stage once. */
  @Setup
  public void open() throws IOException, ModelException, ImageException {
    content = Files.readAllBytes(Path.of(image));
    header = FormatReaders.header(content);
    decoder = ImageDecoder.withMaxPixels(header.pixels());
    SegmentationModel loaded =
        SegmentationModel.of(ByteBuffer.wrap(Files.readAllBytes(Path.of(model))));
    SegmentSettings settings = SegmentSettings.of(Fit.STRETCH, SegmentSettings.Confidence.OMITTED);
    segmenter = Segmenter.open(loaded, settings);
    interpreter = loaded.newInterpreter();
    input = new InputTensor(loaded, interpreter.getInputTensor(0));
    output =
        new OutputTensor(
            loaded.contract(),
            loaded.labels(),
            interpreter.getOutputTensor(loaded.contract().outputIndex()));
    decoded = decode();
    placement = Placement.of(Fit.STRETCH, loaded.contract(), header.widthPx(), header.heightPx());
    region = placement.onOutput(loaded.contract());
    fit();
    invoke();
    scores = output.scores();
    mask = upsample();
  }

  /** Closes what {@link #open} opened. */
  @TearDown
  public void close() {
    decoded.close();
    input.close();
    interpreter.close();
    segmenter.close();
    png.close();
  }

  /** Verification alone. */
  @Benchmark
  public Decodable verify() throws ImageException {
    return FormatReaders.of(header.format()).verify(new ByteView(content), header);
  }

  /** Verification and decoding. */
  @Benchmark
  public void verifyAndDecode() throws ImageException {
    decode().close();
  }

  /** Scaling and normalization. */
  @Benchmark
  public void fit() {
    input.write(decoded.rgb(), placement);
  }

  /** The inference. */
  @Benchmark
  public void invoke() {
    interpreter.runForMultipleInputsOutputs(new Object[] {input.bytes()}, Map.of());
  }

  /** From the tensor to an array. */
  @Benchmark
  public ScoreGrid readScores() {
    return output.scores();
  }

  /** The mask of full size. */
  @Benchmark
  public Mask upsample() {
    return upsampler.upsample(scores, region, header.widthPx(), header.heightPx());
  }

  /** The areas of classes. */
  @Benchmark
  public List<ClassArea> areas() {
    return AreaCounter.count(mask);
  }

  /** The file of the mask. */
  @Benchmark
  public byte[] encode() {
    return png.encode(mask, "{}");
  }

  private DecodedImage decode() throws ImageException {
    return decoder.decode(content, header, segmenter.need(header.widthPx(), header.heightPx()));
  }
}
