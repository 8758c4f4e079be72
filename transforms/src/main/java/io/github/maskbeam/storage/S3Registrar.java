// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.util.List;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The S3 of this process. Beam creates its file systems from the options of the run in each worker
 * and gives them to nobody, so this takes the options in the same way.
 */
public final class S3Registrar implements FileSystemRegistrar {
  private static PipelineOptions options;
  private static S3Objects objects;

  /** Keeps the options for the first use, and registers no file system of its own. */
  @Override
  public Iterable<FileSystem<?>> fromOptions(PipelineOptions ofRun) {
    synchronized (S3Registrar.class) {
      options = ofRun;
      // Like Beam's client, the previous one lives as long as somebody still uses it.
      objects = null;
    }
    return List.of();
  }

  /**
   * The objects of the run's S3.
   *
   * @throws IllegalStateException before the run's options are set
   */
  static synchronized S3Objects objects() {
    if (options == null) {
      throw new IllegalStateException("FileSystems.setDefaultPipelineOptions comes first");
    }
    if (objects == null) {
      objects = new S3Objects(options.as(S3Options.class));
    }
    return objects;
  }
}
