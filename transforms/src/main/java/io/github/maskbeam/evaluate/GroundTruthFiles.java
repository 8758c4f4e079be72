// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.storage.Listing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lists ground truth files. */
public final class GroundTruthFiles {
  private static final String EXTENSION = ".png";

  private GroundTruthFiles() {}

  /**
   * The URIs of all PNG files that match a glob.
   *
   * @throws IOException if the directory cannot be listed
   */
  public static List<String> list(String pattern) throws IOException {
    List<String> uris = new ArrayList<>();
    for (String uri : Listing.uris(pattern)) {
      if (uri.toLowerCase(Locale.ROOT).endsWith(EXTENSION)) {
        uris.add(uri);
      }
    }
    return uris;
  }
}
