// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;

/** Prints the images that a pattern matches, for tests in a JVM with another locale. */
final class ListedNames {
  private ListedNames() {}

  public static void main(String[] arguments) throws IOException {
    Listing.images(arguments[0], image -> System.out.println(image.getImageUri()));
  }
}
