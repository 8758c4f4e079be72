// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The sources of the images of a run: file patterns, manifests, or both. Immutable. */
@AutoValue
public abstract class ImageSources implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the sources of a run.
   *
   * @param patterns files and globs ({@code *}, {@code **}, {@code ?}, and other wildcards that the
   *     file system of the scheme supports), as absolute paths or URIs
   * @param manifests files that list images
   * @param workingDirectory the base of relative paths in manifests, an absolute path
   */
  public static ImageSources of(
      List<String> patterns, List<Manifest> manifests, String workingDirectory) {
    return new AutoValue_ImageSources(
        new ArrayList<>(patterns),
        new ArrayList<>(manifests),
        workingDirectory,
        KeptColumns.none());
  }

  /** The same sources, of whose manifests, which are tables, the run keeps columns. */
  public final ImageSources keeping(KeptColumns columns) {
    return new AutoValue_ImageSources(patternList(), manifestList(), workingDirectory(), columns);
  }

  // ArrayList because the sources are serialized with the pipeline.
  @SuppressWarnings("NonApiType")
  abstract ArrayList<String> patternList();

  @SuppressWarnings("NonApiType")
  abstract ArrayList<Manifest> manifestList();

  /** The base of relative paths in manifests, an absolute path. */
  public abstract String workingDirectory();

  /** The columns of manifests that the run keeps. */
  public abstract KeptColumns keptColumns();

  /** Files and globs, as absolute paths or URIs. */
  public final List<String> patterns() {
    return patternList();
  }

  /** Files that list images. */
  public final List<Manifest> manifests() {
    return manifestList();
  }
}
