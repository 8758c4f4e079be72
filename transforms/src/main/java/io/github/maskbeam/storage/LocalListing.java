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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final Visitor visitor;

  private LocalListing(String pattern, Visitor visitor) {
    this.pattern = pattern;
    this.matcher = matcher(pattern);
    this.visitor = visitor;
  }

  /** Lists each file once. Prefers its path without links to directories. */
  static List<ListedImage> images(String pattern) throws IOException {
    Map<Path, Path> realDirectories = new HashMap<>();
    Map<Path, ListedImage> imageOfEntry = new LinkedHashMap<>();
    walk(
        pattern,
        (path, attributes) -> {
          Path parent = path.getParent();
          Path real = realDirectories.get(parent);
          if (real == null) {
            real = parent.toRealPath();
            realDirectories.put(parent, real);
          }
          Path entry = real.resolve(path.getFileName());
          if (!imageOfEntry.containsKey(entry) || path.equals(entry)) {
            imageOfEntry.put(
                entry,
                attributes != null && attributes.isRegularFile()
                    ? FileMetadata.of(path, attributes)
                    : FileMetadata.unknown(LocalNames.of(path)));
          }
          return FileVisitResult.CONTINUE;
        });
    return List.copyOf(imageOfEntry.values());
  }

  /**
   * Visits all paths that match, and directories below which a match is possible but unreadable.
   */
  static void walk(String pattern, Visitor visitor) throws IOException {
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
    File start = new File(prefix.substring(0, 1 + prefix.lastIndexOf(File.separatorChar)));
    if (start.exists()) {
      LocalListing walk = new LocalListing(path, visitor);
      Files.walkFileTree(
          start.toPath(),
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          walk.depthBelow(start.getPath()),
          walk);
    }
  }

  /** The maximum number of levels below a directory that a match can be at. */
  private int depthBelow(String directory) {
    long separators =
        pattern.substring(directory.length()).chars().filter(c -> c == File.separatorChar).count();
    return pattern.contains("**") ? Integer.MAX_VALUE : 1 + (int) separators;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    return !attributes.isDirectory() && isMatch(file)
        ? visitor.visit(file, attributes)
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    boolean isListedElsewhere = e instanceof FileSystemLoopException;
    if (isListedElsewhere || e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    boolean isWanted = Files.isDirectory(file) ? canContainMatch(file) : isMatch(file);
    return isWanted ? visitor.visit(file, null) : FileVisitResult.CONTINUE;
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
      return true;
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
