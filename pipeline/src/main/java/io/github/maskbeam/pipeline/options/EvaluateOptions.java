// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of {@code maskbeam evaluate}; Beam's and the runner's own come beside them. */
public interface EvaluateOptions extends PipelineOptions {
  @Description(
      "Directory of ground truth, a path or URI: PNGs with the file stems of the images, anywhere"
          + " below it. A pixel's palette index or grey value is its class id; 255 is void.")
  String getGroundTruth();

  void setGroundTruth(String value);

  @Description(
      "Text file that translates ground truth: a label id and a class a line, as in '7 road'. The"
          + " class is a class id, a class name, or void; the label id may be * for all others.")
  String getMap();

  void setMap(String value);

  @Description("What is printed: 'text', or 'json' for one JSON object and nothing else.")
  @Default.String("text")
  String getFormat();

  void setFormat(String value);
}
