// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import com.google.auto.value.AutoValue;
import java.io.Serializable;

/** A file that lists images. Immutable. */
@AutoValue
public abstract class Manifest implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Whether a file is compressed as a whole. */
  public enum Packing {
    /** Not compressed, or compressed within its format as Parquet is. */
    NONE,
    /** Compressed with gzip. */
    GZIP
  }

  /** A text file, not compressed, with one path or URI per line. */
  public static Manifest text(String uri) {
    return text(uri, Packing.NONE);
  }

  /** A text file with one path or URI per line. */
  public static Manifest text(String uri, Packing packing) {
    return new AutoValue_Manifest(uri, ManifestFormat.TEXT, packing, "");
  }

  /**
   * A table with one image per row.
   *
   * @param format any but text
   * @param urlColumn the name of the column with the path or URI of the image
   */
  public static Manifest table(
      String uri, ManifestFormat format, Packing packing, String urlColumn) {
    if (!format.isTable()) {
      throw new IllegalArgumentException(format + " has no columns");
    }
    return new AutoValue_Manifest(uri, format, packing, urlColumn);
  }

  /** The file, an absolute path or a URI. */
  public abstract String uri();

  /** The format of the file. */
  public abstract ManifestFormat format();

  /** Whether the file is compressed. */
  public abstract Packing packing();

  /** The name of the column with the URIs; empty for text. */
  public abstract String urlColumn();
}
