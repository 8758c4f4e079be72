// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.pipeline.UsageException;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Options of Beam's file systems, for commands that run no pipeline. */
final class StorageOptions {
  private StorageOptions() {}

  /**
   * Readies Beam's file systems.
   *
   * @param command whose help lists the options
   * @throws UsageException if an argument is no option that Beam knows
   */
  static void ready(List<String> arguments, String command) throws UsageException {
    try {
      FileSystems.setDefaultPipelineOptions(
          PipelineOptionsFactory.fromArgs(arguments.toArray(new String[0])).create());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          String.format(
              "%s cannot be used: it is no option of 'maskbeam %s', nor one of storage. 'maskbeam %s"
                  + " --help' lists the options.",
              String.join(" ", arguments), command, command));
    }
  }
}
