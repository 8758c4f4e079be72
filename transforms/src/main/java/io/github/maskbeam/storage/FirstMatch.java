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
 * Finds one file that matches a pattern. Unlike Beam's file systems, it does not list all matches.
 * The syntax of patterns is that of {@link Listing}. Stateless and thread-safe.
 *
 * <p>The search stops at the first match. It walks a local directory tree, lists S3 page by page,
 * and lists Hadoop directory by directory. On other storage it lists all matches.
 */
public final class FirstMatch {
  /** Beam's local file system walks the directory above the first of these characters. */
  private static final Pattern WILDCARD = Pattern.compile("[\\[*?]");

  private FirstMatch() {}

  /**
   * Returns a file that matches the pattern and the predicate.
   *
   * @param pattern an absolute path or URI
   * @param wanted tests the path or URI of each match, until it returns true
   * @param options the S3 options
   * @throws IOException if storage cannot be listed
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
    // Not a Path, which cannot have wildcards on Windows.
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

  /** Skips files and directories that cannot be read, as Beam does. */
  private static final class LocalSearch extends SimpleFileVisitor<Path> {
    private final String pattern;
    private final PathMatcher matcher;
    private final Predicate<String> wanted;
    private String found;

    private LocalSearch(String pattern, Predicate<String> wanted) {
      this.pattern = pattern;
      // A backslash is part of a name, as in Beam.
      this.matcher =
          FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace("\\", "\\\\"));
      this.wanted = wanted;
    }

    /** The maximum number of levels below a directory that a match can be at. */
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
