// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.storage.Listing;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lists ground truth files and matches them with images. */
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

  /**
   * The stem of a file: its name without directory and extension. An image and its ground truth
   * have the same stem. The query of an HTTP URL is not part of the name. The stem is in Unicode
   * NFC, because macOS writes names in NFD and other systems do not.
   */
  public static String stem(String uri) {
    String path = Uris.withoutQuery(uri);
    String name = path.substring(1 + Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return Normalizer.normalize(stem, Normalizer.Form.NFC);
  }
}
