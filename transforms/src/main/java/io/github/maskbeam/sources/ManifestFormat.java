// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

/** The formats of manifests. */
public enum ManifestFormat {
  /** One path or URI per line; see {@link ManifestLine}. */
  TEXT,
  /** Comma-separated values as in RFC 4180, with a header. */
  CSV,
  /** The same with tabs in place of commas. */
  TSV,
  /** One JSON object per line. */
  JSONL,
  /** Apache Parquet. */
  PARQUET;

  /** Whether a manifest of this format has columns, one of which has the URIs. */
  public boolean isTable() {
    return this != TEXT;
  }
}
