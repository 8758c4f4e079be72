// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.storage.Uris;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The URLs by which Label Studio finds images: {@code --imagePrefix} and the path below the common
 * directory; or the URI of the image, which for a local file is that of Label Studio's local
 * storage with the document root {@code /}. Immutable and thread-safe.
 */
final class TaskImages {
  private static final String LOCAL = "/data/local-files/?d=";

  private final Optional<String> prefix;
  private final int directoryLength;

  TaskImages(CheckedExport job) {
    this.prefix = job.settings().imagePrefix();
    this.directoryLength = job.names().directory().orElse("").length();
  }

  /** The URL of an image. */
  String url(ImageRow image) {
    String uri = image.getImageUri();
    if (prefix.isPresent()) {
      return prefix.get() + encoded(uri.substring(directoryLength));
    }
    return Uris.hasScheme(uri) ? uri : LOCAL + encoded(uri.replaceFirst("^/", ""));
  }

  private static String encoded(String path) {
    return Arrays.stream(path.replace('\\', '/').split("/", -1))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
