// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.storage.Uris;
import java.io.Serializable;
import java.text.Normalizer;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The keys by which images are matched with ground truths. Immutable.
 *
 * <p>By stem, the key is the file name without directory and extension. By path, the key of a
 * ground truth is its path below the directory of ground truth, without the extension; an image
 * matches if its own path ends with that path. If several do, the longest is taken, so {@code
 * photos/north/1.jpg} matches {@code north/1.png} rather than {@code 1.png}.
 *
 * <p>Keys are in Unicode NFC, because macOS writes names in NFD and other systems do not. The query
 * of an HTTP URL is not part of a key.
 */
@AutoValue
public abstract class GroundTruthKeys implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final char SEPARATOR = '/';

  /**
   * Creates the keys for a directory of ground truth.
   *
   * @param directory an absolute path or URI
   */
  public static GroundTruthKeys of(MatchBy matchBy, String directory) {
    String path = path(directory);
    int separators = (int) path.chars().filter(character -> character == SEPARATOR).count();
    boolean hasEnd = path.endsWith("/");
    return new AutoValue_GroundTruthKeys(matchBy, separators + (hasEnd ? 0 : 1));
  }

  /** What an image and its ground truth have in common. */
  public abstract MatchBy matchBy();

  /**
   * The number of separators in the path of the directory. The directory itself is not compared,
   * because file systems list it in another form than it was given, with a port for example.
   */
  abstract int depth();

  /** The stem of a file: its name without directory and extension. */
  public static String stem(String uri) {
    String path = withoutExtension(uri);
    return path.substring(1 + path.lastIndexOf(SEPARATOR));
  }

  /** The key of a ground truth below the directory. */
  public String ofGroundTruth(String uri) {
    if (matchBy() == MatchBy.STEM) {
      return stem(uri);
    }
    String path = withoutExtension(uri);
    int start = 0;
    for (int i = 0; i < depth(); i++) {
      start = 1 + path.indexOf(SEPARATOR, start);
    }
    return path.substring(start);
  }

  /**
   * The key of the ground truth that an image matches; absent if it matches none.
   *
   * @param isGroundTruth whether a text is the key of a ground truth
   */
  public Optional<String> ofImage(String uri, Predicate<String> isGroundTruth) {
    if (matchBy() == MatchBy.STEM) {
      return Optional.of(stem(uri)).filter(isGroundTruth);
    }
    String path = withoutExtension(uri);
    for (int start = 0; ; ) {
      String suffix = path.substring(start);
      if (isGroundTruth.test(suffix)) {
        return Optional.of(suffix);
      }
      start = 1 + path.indexOf(SEPARATOR, start);
      if (start == 0) {
        return Optional.empty();
      }
    }
  }

  /** How a message calls an image that has no ground truth: its stem or its whole path. */
  public String name(String imageUri) {
    return matchBy() == MatchBy.STEM ? stem(imageUri) : withoutExtension(imageUri);
  }

  private static String withoutExtension(String uri) {
    String path = path(uri);
    int dot = path.lastIndexOf('.');
    boolean isExtension = dot > 1 + path.lastIndexOf(SEPARATOR);
    return Normalizer.normalize(isExtension ? path.substring(0, dot) : path, Normalizer.Form.NFC);
  }

  /** Without scheme, authority and query, and with the separator of URIs. */
  private static String path(String uri) {
    String text = Uris.withoutQuery(uri);
    if (!Uris.hasScheme(text)) {
      return text.replace('\\', SEPARATOR);
    }
    int authority = text.indexOf("://");
    int path = authority < 0 ? text.indexOf(':') : text.indexOf(SEPARATOR, authority + 3);
    return path < 0 ? "" : text.substring(path + (authority < 0 ? 1 : 0));
  }
}
