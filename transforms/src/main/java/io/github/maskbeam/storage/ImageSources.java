// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What names the images of a run: absolute file patterns, manifests, or both. */
@AutoValue
public abstract class ImageSources implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Sources of a run.
   *
   * @param patterns files and globs ({@code *}, {@code **}, {@code ?}, and what the file system of
   *     the scheme knows beside), absolute paths or URIs
   * @param manifests text files with a URI a line, absolute paths or URIs
   * @param workingDirectory absolute; what relative paths in manifests are relative to
   */
  public static ImageSources of(
      List<String> patterns, List<String> manifests, String workingDirectory) {
    return new AutoValue_ImageSources(
        new ArrayList<>(patterns), new ArrayList<>(manifests), workingDirectory);
  }

  // Typed as the serializable class, since the sources travel with the pipeline.
  @SuppressWarnings("NonApiType")
  abstract ArrayList<String> patternList();

  @SuppressWarnings("NonApiType")
  abstract ArrayList<String> manifestList();

  /** What relative paths in manifests are relative to. */
  public abstract String workingDirectory();

  /** File patterns. */
  public final List<String> patterns() {
    return patternList();
  }

  /** Manifests. */
  public final List<String> manifests() {
    return manifestList();
  }
}
