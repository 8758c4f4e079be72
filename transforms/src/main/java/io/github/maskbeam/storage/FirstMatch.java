// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Finds one file that a pattern matches without listing all of them, which Beam's file systems
 * always do. Patterns mean what they do for {@link Listing}.
 *
 * <p>A local tree is walked up to the first match, S3 is listed page by page, and Hadoop directory
 * by directory. On other storage all matches are listed.
 */
public final class FirstMatch {
  /** Where Beam's local file system starts to walk: above the first of these. */
  private static final Pattern WILDCARD = Pattern.compile("[\\[*?]");

  private FirstMatch() {}

  /**
   * Some file that the pattern matches and that is wanted.
   *
   * @param pattern an absolute path or URI
   * @param wanted asked with the path or URI of each match until one is wanted
   * @param options how to reach S3
   * @throws IOException if it cannot be listed
   */
  public static Optional<String> find(
      String pattern, Predicate<String> wanted, PipelineOptions options) throws IOException {
    if (!Uris.hasScheme(pattern)) {
      return findLocal(pattern, wanted);
    }
    if (Schemes.isS3(pattern) && WILDCARD.matcher(pattern).find()) {
      return FirstS3Match.find(pattern, wanted, options.as(S3Options.class));
    }
    if (Schemes.isHadoop(pattern)) {
      return FirstHadoopMatch.find(pattern, wanted);
    }
    for (MatchResult.Metadata match : Listing.files(pattern)) {
      String uri = match.resourceId().toString();
      if (wanted.test(uri)) {
        return Optional.of(uri);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> findLocal(String pattern, Predicate<String> wanted)
      throws IOException {
    // Not a Path, which on Windows takes no wildcards.
    File literal = new File(pattern).getAbsoluteFile();
    String path = literal.getPath();
    if (literal.exists()) {
      boolean isMatch = !literal.isDirectory() && wanted.test(path);
      return isMatch ? Optional.of(path) : Optional.empty();
    }
    String prefix = WILDCARD.split(path, 2)[0];
    File start = new File(prefix.substring(0, 1 + prefix.lastIndexOf(File.separatorChar)));
    if (!start.exists()) {
      return Optional.empty();
    }
    LocalSearch search = new LocalSearch(path, wanted);
    int depth = search.depthBelow(start.getPath());
    Files.walkFileTree(start.toPath(), EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, search);
    return Optional.ofNullable(search.found);
  }

  /** Skips what cannot be read, as Beam does. */
  private static final class LocalSearch extends SimpleFileVisitor<Path> {
    private final String pattern;
    private final PathMatcher matcher;
    private final Predicate<String> wanted;
    private String found;

    private LocalSearch(String pattern, Predicate<String> wanted) {
      this.pattern = pattern;
      // A backslash is part of a name, as for Beam.
      this.matcher =
          FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace("\\", "\\\\"));
      this.wanted = wanted;
    }

    /** How many levels below a directory matches can be. */
    private int depthBelow(String directory) {
      boolean isAnyDepth = pattern.contains("**");
      long separators =
          pattern
              .substring(directory.length())
              .chars()
              .filter(c -> c == File.separatorChar)
              .count();
      return isAnyDepth ? Integer.MAX_VALUE : 1 + (int) separators;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && matcher.matches(file) && wanted.test(file.toString())) {
        found = file.toString();
        return FileVisitResult.TERMINATE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
