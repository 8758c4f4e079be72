// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/** The files that a pattern matches, with one meaning of patterns on all file systems. */
public final class Listing {
  static final String ANY = "**";

  /** Deeper trees than this are taken for circles. */
  static final int DEEPEST = 64;

  private Listing() {}

  /**
   * Lists files, without directories and without what object stores keep in their place.
   *
   * @return none if nothing matches
   * @throws IOException if it cannot be listed
   */
  public static List<MatchResult.Metadata> files(String pattern) throws IOException {
    Map<String, MatchResult.Metadata> files = new LinkedHashMap<>();
    for (String each :
        Schemes.isHadoop(pattern) ? expanded(withoutRepeatedLevel(pattern)) : List.of(pattern)) {
      for (MatchResult.Metadata match : matches(each)) {
        if (isFile(match)) {
          files.put(match.resourceId().toString(), match);
        }
      }
    }
    return List.copyOf(files.values());
  }

  /**
   * Lists the URIs of files, in the same way.
   *
   * @throws IOException if it cannot be listed
   */
  public static List<String> uris(String pattern) throws IOException {
    List<String> uris = new ArrayList<>();
    files(pattern).forEach(file -> uris.add(file.resourceId().toString()));
    return uris;
  }

  /**
   * Deletes the files that a pattern matches; none is fine.
   *
   * @throws IOException if they cannot be listed or deleted
   */
  public static void delete(String pattern) throws IOException {
    List<ResourceId> files = new ArrayList<>();
    files(pattern).forEach(file -> files.add(file.resourceId()));
    FileSystems.delete(files, StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  static List<MatchResult.Metadata> matches(String pattern) throws IOException {
    return FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata();
  }

  /** As everywhere in Beam, a/**{@literal /}*.jpg is also what lies in a itself. */
  static String withoutRepeatedLevel(String pattern) {
    return pattern.replace("**/*", ANY);
  }

  /**
   * The patterns that together match what one with {@code **} does: Beam's file system for Hadoop
   * skips the upper two levels of a tree, and loses directories with a space in their name.
   */
  private static List<String> expanded(String pattern) throws IOException {
    int start = pattern.indexOf(ANY);
    if (start < 0) {
      return List.of(pattern);
    }
    List<String> patterns = new ArrayList<>();
    String levels = pattern.substring(0, start) + "*";
    String rest = pattern.substring(start + ANY.length());
    for (int depth = 0; depth < DEEPEST && !matches(levels).isEmpty(); depth++) {
      patterns.addAll(expanded(levels + rest));
      levels += "/*";
    }
    return patterns;
  }

  static boolean isFile(MatchResult.Metadata match) throws IOException {
    if (match.resourceId().isDirectory()) {
      return false;
    }
    if (match.sizeBytes() > 0 || !Schemes.isHadoop(match.resourceId().toString())) {
      return true;
    }
    // On Hadoop a directory looks like an empty file, until it is opened.
    try {
      FileSystems.open(match.resourceId()).close();
      return true;
    } catch (FileNotFoundException e) {
      return false;
    }
  }
}
