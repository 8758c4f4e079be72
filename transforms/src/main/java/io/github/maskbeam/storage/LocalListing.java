// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.schemas.ListedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Walks the local paths that match a glob. Paths keep the bytes of names that the charset of the
 * JVM cannot represent; java.io.File, which Beam uses, loses such files. Links to directories are
 * followed, except to a directory that contains the link.
 */
final class LocalListing extends SimpleFileVisitor<Path> {
  /** A glob is searched below the directory above the first of these characters. */
  private static final Pattern WILDCARD = Pattern.compile("[\\[*?]");

  /** The characters that {@code **} of Java's globs does not match. */
  private static final Pattern LINE_BREAK = Pattern.compile("[\n\r\u0085\u2028\u2029]");

  /** Directories at any level, outside of braces, because Java's globs have no nested groups. */
  private static final Pattern ANY_LEVELS = Pattern.compile("/(?:[*]{2}/)+(?![^{]*\\})");

  /** As on Beam's other file systems; in Java's globs it is at least one level. */
  private static final String NO_LEVEL_OR_MORE = "{/**/,/}";

  private final String pattern;
  private final PathMatcher matcher;

  /** The largest number of names in a path that the walk gets to. */
  private final long deepest;

  private final Visitor visitor;
  private final LinkedPaths links;
  private final Paths paths;

  private LocalListing(String pattern, Path start, int depth, Paths paths, Visitor visitor)
      throws IOException {
    this.pattern = pattern;
    this.matcher = matcher(pattern);
    this.deepest = (long) start.getNameCount() + depth;
    this.visitor = visitor;
    this.links = new LinkedPaths(start);
    this.paths = paths;
  }

  /** Passes each image to a consumer, as {@link #walk} visits it. */
  static void images(String pattern, Consumer<ListedImage> consumer) throws IOException {
    walk(
        pattern,
        Paths.ONE_PER_FILE,
        (path, attributes) -> {
          consumer.accept(
              attributes != null && attributes.isRegularFile()
                  ? FileMetadata.of(path, attributes)
                  : FileMetadata.unknown(LocalNames.of(path)));
          return FileVisitResult.CONTINUE;
        });
  }

  /**
   * Visits paths that match, and directories below which a match is possible but unreadable.
   *
   * @param paths which paths to visit if links to directories give a file several
   */
  static void walk(String pattern, Paths paths, Visitor visitor) throws IOException {
    // Not a Path, which cannot have wildcards on Windows.
    File literal = new File(pattern).getAbsoluteFile();
    if (literal.exists()) {
      if (!literal.isDirectory()) {
        Path path = literal.toPath();
        visitor.visit(path, Files.readAttributes(path, BasicFileAttributes.class));
      }
      return;
    }
    String path = literal.getPath();
    String prefix = WILDCARD.split(path, 2)[0];
    String directory = prefix.substring(0, 1 + prefix.lastIndexOf(File.separatorChar));
    File start = new File(directory);
    if (start.exists()) {
      int depth = depthBelow(directory, path);
      Files.walkFileTree(
          start.toPath(),
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          depth,
          new LocalListing(path, start.toPath(), depth, paths, visitor));
    }
  }

  /**
   * The maximum number of levels below a directory that a match can be at.
   *
   * @param directory ends with a separator
   */
  private static int depthBelow(String directory, String pattern) {
    long separators =
        pattern.substring(directory.length()).chars().filter(c -> c == File.separatorChar).count();
    return pattern.contains("**") ? Integer.MAX_VALUE : 1 + (int) separators;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
      throws IOException {
    if (paths == Paths.ONE_PER_FILE) {
      links.enter(directory);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
    if (paths == Paths.ONE_PER_FILE) {
      links.leave();
    }
    return super.postVisitDirectory(directory, e);
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    return !attributes.isDirectory() && isMatch(file) && links.isPreferred(file, this::isMatch)
        ? visitor.visit(file, attributes)
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    boolean isListedElsewhere = e instanceof FileSystemLoopException;
    if (isListedElsewhere || e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    Predicate<Path> wanted = Files.isDirectory(file) ? this::canContainMatch : this::isMatch;
    return wanted.test(file) && links.isPreferred(file, wanted)
        ? visitor.visit(file, null)
        : FileVisitResult.CONTINUE;
  }

  private boolean isMatch(Path file) {
    if (matcher.matches(file)) {
      return true;
    }
    String text = file.toString();
    String oneLine = LINE_BREAK.matcher(text).replaceAll("_");
    return !oneLine.equals(text) && matcher.matches(Path.of(oneLine));
  }

  private boolean canContainMatch(Path directory) {
    if (pattern.contains("**") || pattern.contains("{")) {
      return directory.getNameCount() < deepest;
    }
    String[] levels = pattern.split(Pattern.quote(File.separator), directory.getNameCount() + 2);
    String upper = String.join(File.separator, List.of(levels).subList(0, levels.length - 1));
    return matcher(upper).matches(directory);
  }

  private static PathMatcher matcher(String pattern) {
    // A backslash is part of a name, as in Beam.
    String glob = ANY_LEVELS.matcher(pattern.replace("\\", "\\\\")).replaceAll(NO_LEVEL_OR_MORE);
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }

  /** Which paths of a file are visited. */
  enum Paths {
    /** All that match. */
    ALL,
    /** One: without links to directories below the start if that matches, else the first. */
    ONE_PER_FILE
  }

  /** Receives the paths of a walk. */
  interface Visitor {
    /**
     * Visits a path.
     *
     * @param attributes of the file or of a link without target; null if they cannot be read
     * @return whether the walk continues
     */
    FileVisitResult visit(Path path, BasicFileAttributes attributes) throws IOException;
  }
}
