// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.storage.MemberUri;
import io.github.maskbeam.storage.Uris;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of an image file without directories and ending, as the name of other files. */
final class ImageStem {
  /** Most file systems limit names to 255 bytes, and endings such as .png.aux.xml follow. */
  private static final int MAX_BYTES = 240;

  /** Windows and Android do not allow these. */
  private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cntrl}<>:\"/\\\\|?*]");

  /** Windows opens devices by these names, whatever their ending. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?: *\\..*)?");

  /** Remote file systems differ in how they encode all other characters. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]*");

  private final String stem;

  private ImageStem(String stem) {
    this.stem = stem;
  }

  /** The stem of the image with this path or URI, which may be a member of an archive. */
  static ImageStem of(String imageUri) {
    String path =
        MemberUri.of(imageUri).map(MemberUri::member).orElseGet(() -> Uris.withoutQuery(imageUri));
    if (File.separatorChar == '\\' && !Uris.hasScheme(imageUri)) {
      path = path.replace('\\', '/');
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return ofName(dot > 0 ? name.substring(0, dot) : name);
  }

  /** A stem, from the name of a file that has been named by it. */
  static ImageStem ofName(String stem) {
    return new ImageStem(stem);
  }

  /**
   * 32 hex digits, the same for stems that some file systems do not distinguish: those that differ
   * in case only, or in how accents are encoded.
   */
  String id() {
    String composed = Normalizer.normalize(stem, Normalizer.Form.NFC);
    String folded =
        composed.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Sha256.imageId(Normalizer.normalize(folded, Normalizer.Form.NFC));
  }

  /** Why files in a directory cannot be named by this stem; empty if they can. */
  Optional<String> problem(String directory) {
    if (stem.isEmpty()) {
      return Optional.of("it has no file name");
    }
    if (FORBIDDEN.matcher(stem).find()) {
      return Optional.of("its name has a character that file names cannot have on all systems");
    }
    if (DEVICE.matcher(stem).matches()) {
      return Optional.of("its name is that of a device on Windows");
    }
    if (stem.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Optional.of("its name without the ending is longer than " + MAX_BYTES + " bytes");
    }
    if (Uris.hasScheme(directory)) {
      return PLAIN.matcher(stem).matches()
          ? Optional.empty()
          : Optional.of(
              "its name has other characters than letters, digits, '.', '_' and '-', which the"
                  + " names of remote masks are limited to");
    }
    return isPath(directory + "/" + stem)
        ? Optional.empty()
        : Optional.of("its name cannot be represented in the locale of this machine");
  }

  private static boolean isPath(String text) {
    try {
      return !Path.of(text).toString().isEmpty();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return stem;
  }
}
