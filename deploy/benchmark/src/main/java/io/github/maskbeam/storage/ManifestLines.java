// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.benchmark.AverageTime;
import io.github.maskbeam.sources.ManifestLine;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/** A line of a manifest, from its text to a URI. */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ManifestLines extends AverageTime {
  /** The text of the line. */
  @Param({"photos/2026/11/IMG_0001.jpg", "s3://bucket/photos/2026/11/IMG_0001.jpg"})
  public String line;

  /** Parses the line and resolves it against a working directory. */
  @Benchmark
  public Optional<String> parse() {
    return ManifestLine.parse(line).map(uri -> Uris.absolute(uri, "/data"));
  }
}
