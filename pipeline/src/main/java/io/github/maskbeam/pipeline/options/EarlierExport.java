// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.util.Optional;

/**
 * The files in the directory of an export that say what it is: one while it is written, and another
 * when it is complete.
 */
public final class EarlierExport {
  private EarlierExport() {}

  /** The file of a complete export, in JSON. */
  public static String complete(String directory) {
    return directory + "/export.json";
  }

  /** The file of an export that has started, in JSON. */
  public static String started(String directory) {
    return directory + "/export.started.json";
  }

  /** Whether a directory has an export of this format, complete or not. */
  static boolean exists(String directory, ExportFormat format) throws IOException {
    for (String uri : new String[] {complete(directory), started(directory)}) {
      Optional<byte[]> content = StoredFile.bytes(uri);
      if (content.isPresent() && format.text().equals(formatOf(content.get()))) {
        return true;
      }
    }
    return false;
  }

  private static String formatOf(byte[] content) {
    try {
      JsonNode json = new ObjectMapper().readTree(content);
      return json.path("format").asText();
    } catch (IOException e) {
      // Not a file of Maskbeam.
      return "";
    }
  }
}
