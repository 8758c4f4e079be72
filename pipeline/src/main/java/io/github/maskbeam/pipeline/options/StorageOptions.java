// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.runner.StorageDefaults;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The options of Beam's file systems, for commands that run no pipeline. */
public final class StorageOptions {
  /** A placeholder for files that may be on any storage, such as those of a manifest. */
  public static final String ANYWHERE = "s3://";

  private StorageOptions() {}

  /**
   * Configures Beam's file systems, and returns their options.
   *
   * @param uris the URIs to read, which determine the defaults of their file systems
   * @param command whose help lists the options
   * @throws UsageException if an argument is not an option of storage, or is not text
   */
  public static PipelineOptions ready(List<String> arguments, List<String> uris, String command)
      throws UsageException {
    ArgumentText.require(uris);
    ArgumentText.require(arguments);
    Secrets.refuse(arguments);
    List<String> all = new ArrayList<>(arguments);
    all.addAll(StorageDefaults.of(arguments, uris, System.getenv()));
    try {
      RegisteredOptions.register(all, PipelineOptions.class);
      PipelineOptions options =
          PipelineOptionsFactory.fromArgs(all.toArray(new String[0])).create();
      FileSystems.setDefaultPipelineOptions(options);
      return options;
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UsageException(
          ProblemCode.OPTION_UNKNOWN,
          String.format(
              "%s is neither an option of 'maskbeam %s' nor of storage. 'maskbeam %s"
                  + " --help' lists the options.",
              Secrets.masked(arguments), command, command));
    }
  }
}
