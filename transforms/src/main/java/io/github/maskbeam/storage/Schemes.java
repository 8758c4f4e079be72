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

/** What tells one kind of storage from another: the scheme of a URI. */
public final class Schemes {
  /**
   * As Beam detects it: a colon alone may be part of a file's name. A scheme has at least two
   * letters here, so that C:/photos is a path.
   */
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):/");

  private static final Set<String> HTTP = Set.of("http", "https");
  private static final Set<String> HADOOP = Set.of("hdfs", "webhdfs", "viewfs");
  private static final Set<String> OBJECT_STORES = Set.of("s3", "gs");

  /** Maven profiles that bring what the default jar leaves out. */
  private static final Map<String, String> PROFILES =
      Map.of("hdfs", "hdfs", "webhdfs", "hdfs", "viewfs", "hdfs", "gs", "gs");

  private static final String HADOOP_REGISTRAR =
      "org.apache.beam.sdk.io.hdfs.HadoopFileSystemRegistrar";

  private Schemes() {}

  /** Read from a web server. */
  public static boolean isHttp(String uri) {
    return HTTP.contains(of(uri));
  }

  /** Read and written by Hadoop's client. */
  public static boolean isHadoop(String uri) {
    return HADOOP.contains(of(uri));
  }

  /** Whether this jar has Beam's file system for Hadoop. */
  public static boolean hasHadoop() {
    return isPresent(HADOOP_REGISTRAR);
  }

  /** Read and written by Amazon's client. */
  public static boolean isS3(String uri) {
    return of(uri).equals("s3");
  }

  /** Keeps objects, which appear whole when their writing ends, and knows no renaming. */
  public static boolean isObjectStore(String uri) {
    return OBJECT_STORES.contains(of(uri));
  }

  /** Why a URI's scheme cannot be used; absent if it can, or if there is none. */
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

  /** What to do so that a URI's scheme is known, if it is not. */
  public static Optional<String> missing(String uri) {
    return gap(uri).map(gap -> remedy(gap, of(uri)));
  }

  private static String remedy(Gap gap, String scheme) {
    switch (gap) {
      case NOT_CONFIGURED:
        return String.format(
            "%s:// needs to know its cluster; set HADOOP_CONF_DIR, or give"
                + " --hdfsConfiguration='[{\"fs.defaultFS\":\"%s://namenode:8020\"}]'",
            scheme, scheme);
      case NOT_IN_JAR:
        return String.format(
            "%s:// is not in this jar; build one that has it with ./mvnw -P%s package",
            scheme, PROFILES.get(scheme));
      case UNKNOWN:
        return String.format(
            "%s:// is not known; Maskbeam knows paths, s3://, hdfs://, gs://, http:// and https://",
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

  /** The scheme in lower case; empty for a path. A drive such as C: is no scheme. */
  static String of(String uri) {
    Matcher scheme = SCHEME.matcher(uri);
    return scheme.lookingAt() ? scheme.group(1).toLowerCase(Locale.ROOT) : "";
  }

  /** Why a scheme cannot be used. */
  public enum Gap {
    /** No build of Maskbeam knows it. */
    UNKNOWN,
    /** A Maven profile brings it, and this jar was built without. */
    NOT_IN_JAR,
    /** This jar has it, and its cluster is not configured. */
    NOT_CONFIGURED
  }
}
