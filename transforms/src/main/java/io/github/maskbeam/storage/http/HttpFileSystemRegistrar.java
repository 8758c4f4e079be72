// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.util.List;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.options.PipelineOptions;

/** Registers the schemes http and https with Beam, which loads this class as a service. */
public final class HttpFileSystemRegistrar implements FileSystemRegistrar {
  @Override
  public Iterable<FileSystem<?>> fromOptions(PipelineOptions options) {
    String userAgent = UserAgent.of(options);
    return List.of(new HttpFileSystem("http", userAgent), new HttpFileSystem("https", userAgent));
  }
}
