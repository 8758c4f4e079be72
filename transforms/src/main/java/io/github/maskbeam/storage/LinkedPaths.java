// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Chooses one path per file in a walk that follows links to directories. A path without such links
 * below the start is the only one of its kind, so nothing is kept of it. Of directories that are
 * reached through links, their paths are kept, because other links may lead to the same files. So
 * memory grows with linked directories, and not with files.
 */
final class LinkedPaths {
  private final Path start;
  private final Path realStart;
  private final Deque<Directory> entered = new ArrayDeque<>();
  private final Map<Path, List<Path>> walkedByReal = new HashMap<>();

  /**
   * Chooses paths of one walk.
   *
   * @throws IOException if the start has no real path
   */
  LinkedPaths(Path start) throws IOException {
    this.start = start;
    this.realStart = start.toRealPath();
  }

  /** The walk enters a directory that it can read. */
  void enter(Path directory) throws IOException {
    Path real = directory.toRealPath();
    entered.push(
        new Directory(
            directory, real, !realStart.resolve(start.relativize(directory)).equals(real)));
  }

  /** The walk leaves the directory that it entered last. */
  void leave() {
    Directory left = entered.pop();
    if (left.isLinked) {
      walkedByReal.computeIfAbsent(left.real, real -> new ArrayList<>()).add(left.path);
    }
  }

  /**
   * Whether a path of the current directory is the one to visit of its file: no other path of it
   * that the walk visits is better or came before.
   *
   * @param wanted whether the walk visits the file under a path that it gets to
   */
  boolean isPreferred(Path path, Predicate<Path> wanted) {
    Directory directory = entered.peek();
    if (directory == null || !directory.isLinked) {
      return true;
    }
    Path name = path.getFileName();
    if (directory.real.startsWith(realStart)
        && wanted.test(start.resolve(realStart.relativize(directory.real)).resolve(name))) {
      return false;
    }
    return walkedByReal.getOrDefault(directory.real, List.of()).stream()
        .noneMatch(walked -> wanted.test(walked.resolve(name)));
  }

  private static final class Directory {
    private final Path path;
    private final Path real;
    private final boolean isLinked;

    private Directory(Path path, Path real, boolean isLinked) {
      this.path = path;
      this.real = real;
      this.isLinked = isLinked;
    }
  }
}
