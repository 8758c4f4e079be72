// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.progress.Progress.Display;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How the commands that run a pipeline show their progress. */
public interface ProgressOptions extends PipelineOptions {
  @Help(group = HelpGroup.OUTPUT)
  @Description(
      "How progress is written to standard error: 'text', or 'json' for a JSON object per line every"
          + " 10 seconds and at the end, which a scheduler can read.")
  @Default.String("text")
  String getProgress();

  void setProgress(String value);

  /** The values of the option. */
  enum Format {
    TEXT,
    JSON
  }

  /**
   * The display that the option asks for.
   *
   * @param ofText the display of text
   * @throws UsageException if the value is unknown
   */
  static Display display(ProgressOptions options, Display ofText) throws UsageException {
    Format format = Choice.of(Format.class, "progress", options.getProgress());
    return format == Format.JSON ? Display.JSON : ofText;
  }
}
