// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of {@code maskbeam segment}; Beam's and the runner's own come beside them. */
public interface SegmentOptions extends PipelineOptions {
  @Description(
      "Images: a file, a glob with * and **, or several with commas between."
          + " Quote globs, or the shell expands them.")
  String getInput();

  void setInput(String value);

  @Description(
      "Images: a text file with one path or URI a line; blank lines and # comments are skipped,"
          + " relative paths start at the current directory.")
  String getManifest();

  void setManifest(String value);

  @Description("Directory for masks, tables and run.json; a path or URI.")
  String getOutput();

  void setOutput(String value);

  @Description(
      "The model: a .tflite file's path or URI, 'deeplabv3' (fetched once), or 'demo' (embedded).")
  @Default.String("demo")
  String getModel();

  void setModel(String value);

  @Description("Text file with one class name a line, where the model's own names are not wanted.")
  String getLabels();

  void setLabels(String value);

  @Description(
      "Input values are (pixel - mean) / std: 'mean,std', or 'mean,mean,mean,std,std,std' for red,"
          + " green, blue. Default: what the model's metadata says, else 127.5,127.5.")
  String getNormalization();

  void setNormalization(String value);

  @Description("How images get into the model's input: 'stretch', or 'letterbox' to keep aspect.")
  @Default.String("stretch")
  String getFit();

  void setFit(String value);

  @Description("Measure each class's mean confidence (column mean_confidence); costs some time.")
  @Default.Boolean(false)
  boolean getConfidence();

  void setConfidence(boolean value);

  @Description(
      "Replace what another model or configuration left in the output; without it, that is refused."
          + " Masks of the same model and configuration are kept.")
  @Default.Boolean(false)
  boolean getOverwrite();

  void setOverwrite(boolean value);

  @Description("Try images again that failed in earlier runs; else they are remembered as failed.")
  @Default.Boolean(false)
  boolean getRetryFailed();

  void setRetryFailed(boolean value);

  @Description(
      "The run ends with exit code 3, its outputs complete, if a larger share of images failed.")
  @Default.Double(0.1)
  double getMaxFailureFraction();

  void setMaxFailureFraction(double value);

  @Description(
      "Write an overlay beside each mask: the image under its coloured mask, a JPEG of at most 1024"
          + " px a side, for looking through.")
  @Default.Boolean(false)
  boolean getOverlay();

  void setOverlay(boolean value);

  @Description("Images with more pixels fail as TOO_LARGE; bounds a worker's memory.")
  @Default.Long(120_000_000L)
  long getMaxPixels();

  void setMaxPixels(long value);

  @Description("Image files with more bytes fail as TOO_LARGE; bounds a worker's memory.")
  @Default.Long(256L << 20)
  long getMaxBytes();

  void setMaxBytes(long value);

  @Description("Images that take longer to decode fail as TIMED_OUT.")
  @Default.Long(60)
  long getMaxDecodeSeconds();

  void setMaxDecodeSeconds(long value);

  @Description(
      "MiB that the images in work may take in a process, beside the Java heap; an image waits"
          + " until there is room, and one that needs more fails as TOO_LARGE."
          + " 0: three quarters of what the machine has beside the heap.")
  @Default.Long(0)
  long getMaxImageMemoryMb();

  void setMaxImageMemoryMb(long value);
}
