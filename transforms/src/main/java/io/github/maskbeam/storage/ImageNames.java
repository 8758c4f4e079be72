// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.util.Locale;
import java.util.Set;

/** The names that files with images usually have. Stateless and thread-safe. */
public final class ImageNames {
  /** Also of formats that are not decoded: such a file is an image that fails. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "png", "webp", "bmp", "dib", "gif", "tif", "tiff", "avif",
          "heic", "heif", "ico", "jp2", "jxl");

  private ImageNames() {}

  /** Whether a path or URI ends like the name of an image, in upper or lower case. */
  public static boolean isImage(String uri) {
    String path = Uris.withoutQuery(uri);
    int dot = path.lastIndexOf('.');
    return dot >= 0 && EXTENSIONS.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}
