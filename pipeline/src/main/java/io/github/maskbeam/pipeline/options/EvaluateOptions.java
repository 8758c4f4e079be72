// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** The options of {@code maskbeam evaluate}, in addition to those of Beam and the runner. */
public interface EvaluateOptions extends ProgressOptions {
  @Help(group = HelpGroup.GROUND_TRUTH)
  @Description(
      "Directory with ground truth, a path or URI: PNG files with the file stems of"
          + " the images, in any subdirectory. A pixel's palette index or gray value is its"
          + " class id; 255, or 65535 in a gray PNG of 16 bits, is void and not counted.")
  String getGroundTruth();

  void setGroundTruth(String value);

  @Help(group = HelpGroup.GROUND_TRUTH)
  @Description(
      "What an image and its ground truth have in common: 'stem', the file name without its"
          + " extension, or 'path', the path of the ground truth below its directory, with which"
          + " the path of the image must end.")
  @Default.String("stem")
  String getMatchBy();

  void setMatchBy(String value);

  @Help(group = HelpGroup.GROUND_TRUTH)
  @Description(
      "Text file that maps label ids of the ground truth to classes: one label id and"
          + " one class per line, as in '7 road'. The class is a class id, a class name, or"
          + " void; the label id * means all others.")
  String getMap();

  void setMap(String value);

  @Help(group = HelpGroup.OUTPUT)
  @Description("What is printed: 'text', or 'json' for a single JSON object.")
  @Default.String("text")
  String getFormat();

  void setFormat(String value);

  @Help(group = HelpGroup.OUTPUT)
  @Description("Whether to read the run even if it is inconsistent.")
  @Default.Boolean(false)
  boolean getForce();

  void setForce(boolean value);
}
