// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;

/** Classifies the schemes of URIs by storage system. */
public final class Schemes {
  /**
   * The same rule as in Beam: a colon alone may be part of a file name. A scheme has at least two
   * letters, so that C:/photos is a path.
   */
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):/");

  private static final Set<String> HTTP = Set.of("http", "https");
  private static final Set<String> HADOOP = Set.of("hdfs", "webhdfs", "viewfs");
  private static final Set<String> OBJECT_STORES = Set.of("s3", "gs");

  /** The Maven profile that adds a scheme that the default jar does not support. */
  private static final Map<String, String> PROFILES =
      Map.of("hdfs", "hdfs", "webhdfs", "hdfs", "viewfs", "hdfs", "gs", "gs");

  private static final String HADOOP_REGISTRAR =
      "org.apache.beam.sdk.io.hdfs.HadoopFileSystemRegistrar";

  private Schemes() {}

  /** Whether the URI is read over HTTP or HTTPS. */
  public static boolean isHttp(String uri) {
    return HTTP.contains(of(uri));
  }

  /** Whether the URI is read and written by Hadoop's client. */
  public static boolean isHadoop(String uri) {
    return HADOOP.contains(of(uri));
  }

  /** Whether this jar contains Beam's Hadoop file system. */
  public static boolean hasHadoop() {
    return isPresent(HADOOP_REGISTRAR);
  }

  /** Whether the URI is an object or prefix in S3. */
  public static boolean isS3(String uri) {
    return of(uri).equals("s3");
  }

  /** Whether the URI is in an object store: objects appear complete and cannot be renamed. */
  public static boolean isObjectStore(String uri) {
    return OBJECT_STORES.contains(of(uri));
  }

  /** Why the scheme of a URI cannot be used. Empty if it can, or if there is no scheme. */
  public static Optional<Gap> gap(String uri) {
    String scheme = of(uri);
    try {
      if (!scheme.isEmpty()) {
        FileSystems.matchNewResource(scheme + "://host/file", false);
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      if (HADOOP.contains(scheme) && hasHadoop()) {
        return Optional.of(Gap.NOT_CONFIGURED);
      }
      return Optional.of(PROFILES.containsKey(scheme) ? Gap.NOT_IN_JAR : Gap.UNKNOWN);
    }
  }

  /** The problem with the scheme of a URI and its remedy, if the scheme cannot be used. */
  public static Optional<String> missing(String uri) {
    return gap(uri).map(gap -> remedy(gap, of(uri)));
  }

  private static String remedy(Gap gap, String scheme) {
    switch (gap) {
      case NOT_CONFIGURED:
        return String.format(
            "%s:// needs the address of a cluster; set HADOOP_CONF_DIR, or give"
                + " --hdfsConfiguration='[{\"fs.defaultFS\":\"%s://namenode:8020\"}]'",
            scheme, scheme);
      case NOT_IN_JAR:
        return String.format(
            "%s:// is not supported by this jar; build one that supports it with ./mvnw -P%s package",
            scheme, PROFILES.get(scheme));
      case UNKNOWN:
        return String.format(
            "%s:// is an unsupported scheme; Maskbeam supports paths, s3://, hdfs://, gs://, http:// and"
                + " https://",
            scheme);
    }
    throw new AssertionError(gap);
  }

  private static boolean isPresent(String className) {
    try {
      Class.forName(className, false, Schemes.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** The scheme in lower case; empty for a path. A drive such as C: is not a scheme. */
  static String of(String uri) {
    Matcher scheme = SCHEME.matcher(uri);
    return scheme.lookingAt() ? scheme.group(1).toLowerCase(Locale.ROOT) : "";
  }

  /** Why a scheme cannot be used. */
  public enum Gap {
    /** No build of Maskbeam supports it. */
    UNKNOWN,
    /** A Maven profile adds it, and this jar was built without that profile. */
    NOT_IN_JAR,
    /** This jar supports it, but its cluster is not configured. */
    NOT_CONFIGURED
  }
}
