// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.runner.StorageDefaults;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Options of Beam's file systems, for commands that run no pipeline. */
public final class StorageOptions {
  /** Stands for images that may be on any storage, as those of a manifest may. */
  public static final String ANYWHERE = "s3://";

  private StorageOptions() {}

  /**
   * Readies Beam's file systems.
   *
   * @param uris what is to be read, by which its file system gets its defaults
   * @param command whose help lists the options
   * @throws UsageException if an argument is no option that Beam knows
   */
  public static void ready(List<String> arguments, List<String> uris, String command)
      throws UsageException {
    Secrets.refuse(arguments);
    // Beam registers only what is common to all of Amazon.
    PipelineOptionsFactory.register(S3Options.class);
    List<String> all = new ArrayList<>(arguments);
    all.addAll(StorageDefaults.of(arguments, uris, System.getenv()));
    try {
      FileSystems.setDefaultPipelineOptions(
          PipelineOptionsFactory.fromArgs(all.toArray(new String[0])).create());
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UsageException(
          ProblemCode.OPTION_UNKNOWN,
          String.format(
              "%s cannot be used: it is not an option of 'maskbeam %s', nor one of storage. 'maskbeam %s"
                  + " --help' lists the options.",
              Secrets.masked(arguments), command, command));
    }
  }
}
