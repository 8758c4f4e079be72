// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.schemas.ListedImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * Lists the files that match a pattern. Wildcards have the same meaning on all file systems.
 * Stateless and thread-safe.
 */
public final class Listing {
  static final String ANY = "**";

  /** Deeper directory trees are assumed to be cyclic. */
  static final int MAX_DEPTH = 64;

  private Listing() {}

  /**
   * Lists files. Directories and the directory markers of object stores are excluded.
   *
   * @return the files, an empty list if none matches
   * @throws IOException if storage cannot be listed
   */
  public static List<MatchResult.Metadata> files(String pattern) throws IOException {
    Map<String, MatchResult.Metadata> files = new LinkedHashMap<>();
    for (String each :
        Schemes.isHadoop(pattern)
            ? expandLevels(withoutRepeatedLevel(pattern))
            : List.of(pattern)) {
      for (MatchResult.Metadata match : matches(each)) {
        if (isFile(match)) {
          files.put(match.resourceId().toString(), match);
        }
      }
    }
    return List.copyOf(files.values());
  }

  /**
   * Passes each image that matches a pattern to a consumer. On local disks, each file has one name,
   * even if links lead to its directory, and names without a readable file are listed too, so that
   * each gets a row: links without a target, pipes, devices, directories that cannot be listed, and
   * names that the charset of this JVM cannot represent. {@link ImageBytes} reports what is wrong
   * with them.
   *
   * <p>Local images and those in S3 are passed on while they are listed, so memory does not grow
   * with their number. On other storage, Beam lists all matches before the first one is passed on.
   *
   * @throws IOException if storage cannot be listed; some images may have been passed on
   */
  public static void images(String pattern, Consumer<ListedImage> consumer) throws IOException {
    if (!Uris.hasScheme(pattern)) {
      LocalListing.images(pattern, consumer);
    } else if (S3Pattern.ofWildcards(pattern).isPresent()) {
      matches(pattern, file -> consumer.accept(FileMetadata.of(file)));
    } else {
      files(pattern).forEach(file -> consumer.accept(FileMetadata.of(file)));
    }
  }

  /**
   * Lists the URIs of the files that {@link #files} returns.
   *
   * @throws IOException if storage cannot be listed
   */
  public static List<String> uris(String pattern) throws IOException {
    List<String> uris = new ArrayList<>();
    files(pattern).forEach(file -> uris.add(file.resourceId().toString()));
    return uris;
  }

  /**
   * Deletes the files that match a pattern, if there are any.
   *
   * @throws IOException if the files cannot be listed or deleted
   */
  public static void delete(String pattern) throws IOException {
    List<ResourceId> files = new ArrayList<>();
    files(pattern).forEach(file -> files.add(file.resourceId()));
    FileSystems.delete(files, StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /**
   * What matches a pattern in its file system, which may also be directories.
   *
   * @throws IOException if storage cannot be listed
   */
  public static List<MatchResult.Metadata> matches(String pattern) throws IOException {
    List<MatchResult.Metadata> matches = new ArrayList<>();
    matches(pattern, matches::add);
    return matches;
  }

  /**
   * Passes what matches a pattern in its file system to a consumer. Objects in S3 are passed on
   * page by page; on other storage, Beam lists all matches before the first one is passed on.
   *
   * @throws IOException if storage cannot be listed, or the consumer throws it
   */
  public static void matches(String pattern, MatchConsumer consumer) throws IOException {
    Optional<S3Pattern> s3 = S3Pattern.ofWildcards(pattern);
    if (s3.isPresent()) {
      S3Registrar.objects().list(s3.get(), consumer);
      return;
    }
    for (MatchResult.Metadata match :
        FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata()) {
      consumer.accept(match);
    }
  }

  /**
   * Makes a/**{@literal /}*.jpg match files in directory a too, as in Beam's other file systems.
   */
  static String withoutRepeatedLevel(String pattern) {
    return pattern.replace("**/*", ANY);
  }

  /**
   * Replaces {@code **} by one pattern per level. Beam's Hadoop file system does not support it
   * correctly: it skips the upper two levels, and directories with a space in their name.
   */
  private static List<String> expandLevels(String pattern) throws IOException {
    int start = pattern.indexOf(ANY);
    if (start < 0) {
      return List.of(pattern);
    }
    List<String> patterns = new ArrayList<>();
    String levels = pattern.substring(0, start) + "*";
    String rest = pattern.substring(start + ANY.length());
    for (int depth = 0; depth < MAX_DEPTH && !matches(levels).isEmpty(); depth++) {
      patterns.addAll(expandLevels(levels + rest));
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
    // Hadoop lists a directory as an empty file, but opening it fails.
    try {
      FileSystems.open(match.resourceId()).close();
      return true;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** Receives what matches a pattern. */
  public interface MatchConsumer {
    /** Accepts a file, or a directory on storage that has them. */
    void accept(MatchResult.Metadata match) throws IOException;
  }
}
