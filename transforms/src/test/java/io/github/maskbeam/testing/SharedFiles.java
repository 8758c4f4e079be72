// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;

/** Models and photographs that lie beside the project and are not part of it. */
public final class SharedFiles {

  /** Skips the test where MASKBEAM_SHARED is not set, and fails it if CI=true. */
  public static Path shared(String relative) {
    String root = System.getenv("MASKBEAM_SHARED");
    if (root != null) {
      return Path.of(root, relative);
    }
    String message = "MASKBEAM_SHARED is not set: needed is the folder that holds " + relative;
    return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
  }

  private SharedFiles() {}
}
