// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.StorageProblems;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.sources.ImageSources;
import io.github.maskbeam.sources.InputPattern;
import io.github.maskbeam.storage.FirstMatch;
import io.github.maskbeam.storage.ImageNames;
import io.github.maskbeam.storage.MemberUri;
import io.github.maskbeam.storage.Schemes;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;
import software.amazon.awssdk.core.exception.SdkException;

/** The options {@code --input} and {@code --manifest}. */
final class SourceCheck {
  private SourceCheck() {}

  /**
   * Checks that each pattern matches a file, and that the manifest lists an image.
   *
   * @param output the output directory, whose files are not images; absent if it is invalid
   */
  static ImageSources of(
      SegmentOptions options, String workingDirectory, Optional<OutputLayout> output)
      throws UsageException {
    String input = options.getInput();
    String manifest = options.getManifest();
    if (input == null && manifest == null) {
      throw new UsageException(
          ProblemCode.INPUT_MISSING,
          "The images are missing: use --input='photos/**/*.jpg' or --manifest=uris.txt.");
    }
    List<Problem> problems = new ArrayList<>();
    List<String> patterns = new ArrayList<>();
    List<String> parts = input == null ? List.of() : parts(input, workingDirectory);
    for (String part : parts) {
      try {
        patterns.addAll(matching(part, workingDirectory, output, options));
      } catch (UsageException e) {
        problems.addAll(e.problems());
      }
    }
    if (input != null && parts.isEmpty()) {
      problems.add(
          Problem.of(
              ProblemCode.INPUT_BLANK,
              "--input= is empty; use files or globs, as in --input='photos/**/*.jpg'."));
    }
    ImageSources manifests = ImageSources.of(List.of(), List.of(), workingDirectory);
    try {
      if (manifest == null) {
        ManifestCheck.requireNone(options);
      } else {
        manifests = ManifestCheck.of(options, workingDirectory);
      }
    } catch (UsageException e) {
      problems.addAll(e.problems());
    }
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
    return ImageSources.of(patterns, manifests.manifests(), workingDirectory)
        .keeping(manifests.keptColumns());
  }

  /** A file may have a comma in its name. */
  private static List<String> parts(String input, String workingDirectory) {
    return isLocal(input, workingDirectory, Files::isRegularFile)
        ? List.of(input)
        : Globs.splitAtCommas(input);
  }

  /** The absolute patterns of a part of the input that match a file. */
  private static List<String> matching(
      String part, String workingDirectory, Optional<OutputLayout> output, PipelineOptions options)
      throws UsageException {
    if (Schemes.isHttp(part) && part.contains("*")) {
      throw new UsageException(
          ProblemCode.INPUT_PATTERN_ON_WEB,
          "--input="
              + part
              + " is a glob, but web servers cannot list their files. Write the URLs into a file, one"
              + " per line, and use --manifest=uris.txt.");
    }
    requireReadableArchive(part);
    List<String> patterns = patterns(part, workingDirectory);
    List<String> matching = new ArrayList<>();
    AtomicBoolean matchesOwn = new AtomicBoolean();
    for (String pattern : patterns) {
      Predicate<String> isWanted =
          file -> {
            boolean isOwn = output.isPresent() && output.get().isOwn(file);
            matchesOwn.compareAndSet(false, isOwn);
            return !isOwn && (!InputPattern.isDirectory(pattern) || ImageNames.isImage(file));
          };
      if (matches(part, InputPattern.files(pattern), isWanted, options)) {
        matching.add(pattern);
      } else if (Globs.hasRange(part)) {
        throw new UsageException(
            ProblemCode.INPUT_NO_MATCH,
            String.format(
                "--input=%s has a range of numbers of which one matches no file: %s. Give only the"
                    + " numbers that exist.",
                part, pattern));
      }
    }
    if (matching.isEmpty()) {
      throw new UsageException(
          matchesOwn.get() ? ProblemCode.INPUT_OWN_OUTPUT : ProblemCode.INPUT_NO_MATCH,
          matchesOwn.get()
              ? "--input=" + part + " matches only files that Maskbeam wrote to --output."
              : noMatch(part, patterns) + bracketHint(part, workingDirectory));
    }
    return matching;
  }

  private static void requireReadableArchive(String part) throws UsageException {
    boolean isOnWeb = Schemes.isHttp(part) && InputPattern.isOfArchives(part);
    if (isOnWeb || MemberUri.isCompressedStream(part)) {
      throw new UsageException(
          ProblemCode.INPUT_ARCHIVE_UNSUPPORTED,
          String.format(
              isOnWeb
                  ? "--input=%s is an archive on a web server, of which members cannot be read."
                      + " Download it, or copy it to S3 or HDFS."
                  : "--input=%s is an archive that is compressed as a whole, so its members cannot"
                      + " be read each on its own. Decompress it to a .tar; images are compressed"
                      + " anyway.",
              part));
    }
  }

  private static List<String> patterns(String part, String workingDirectory) {
    if (isLocal(part, workingDirectory, Files::isDirectory)) {
      return List.of(
          InputPattern.ofDirectory(Globs.literally(Uris.absolute(part, workingDirectory))));
    }
    if (isLocal(InputPattern.archives(part), workingDirectory, SourceCheck::hasEntry)) {
      return List.of(Uris.absolute(part, workingDirectory));
    }
    if (Schemes.isHttp(part)) {
      return List.of(part);
    }
    List<String> patterns = new ArrayList<>();
    for (String pattern :
        // Beam does not support braces on object stores.
        Schemes.isObjectStore(part) ? Globs.allAlternatives(part) : Globs.alternatives(part)) {
      // The working directory may be called 'photos [2024]'; only the user's part is a pattern.
      String absolute =
          Uris.absolute(
              pattern,
              Globs.isGlob(pattern) ? Globs.literally(workingDirectory) : workingDirectory);
      patterns.add(
          InputPattern.isDirectory(pattern) ? InputPattern.ofDirectory(absolute) : absolute);
    }
    return patterns;
  }

  private static boolean matches(
      String given, String pattern, Predicate<String> wanted, PipelineOptions options)
      throws UsageException {
    // Beam would search the whole tree below the directory, which may be "/".
    if (!Uris.hasScheme(pattern)
        && !Globs.isGlob(pattern)
        && !isLocal(pattern, pattern, SourceCheck::hasEntry)) {
      return false;
    }
    try {
      return FirstMatch.find(pattern, wanted, options).isPresent();
    } catch (IOException | SdkException | IllegalArgumentException e) {
      throw new UsageException(
          StorageProblems.code(pattern, e, ProblemCode.INPUT_NOT_LISTED),
          "--input=" + given + " cannot be listed: " + TextFiles.reason(pattern, e) + ".");
    }
  }

  private static boolean isLocal(String text, String workingDirectory, Predicate<Path> test) {
    String absolute = Uris.absolute(text, workingDirectory);
    try {
      return !Uris.hasScheme(absolute) && test.test(Path.of(absolute));
    } catch (InvalidPathException e) {
      // On Windows a pattern cannot be a path.
      return false;
    }
  }

  /** A link without a target is an image that fails, as it is if a glob matches it. */
  private static boolean hasEntry(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static String noMatch(String given, List<String> patterns) {
    String pattern =
        patterns.stream().map(InputPattern::files).collect(Collectors.joining(" and "));
    if (patterns.stream().anyMatch(InputPattern::isDirectory)) {
      return String.format(
          "--input=%s contains no file that is named as images are, such as .jpg or .png (looked for"
              + " %s). Use '%s**' for all its files.",
          given, pattern, given.endsWith("/") ? given : given + "/");
    }
    return String.format(
        "--input=%s matches no file (looked for %s). Check the path; * stays within a directory,"
            + " ** goes below it, and names are case-sensitive.",
        given, pattern);
  }

  /**
   * The pattern to write if a directory of a local pattern has a bracket in its name. Beam has no
   * escape for it in patterns of object stores, but ? matches it everywhere.
   */
  private static String bracketHint(String part, String workingDirectory) {
    int bracket = part.indexOf('[');
    for (int slash = part.lastIndexOf('/');
        bracket >= 0 && slash > bracket;
        slash = part.lastIndexOf('/', slash - 1)) {
      String directory = part.substring(0, slash);
      if (isLocal(directory, workingDirectory, Files::isDirectory)) {
        return String.format(
            " In a pattern, [ starts a set of characters; for the directory %s write --input='%s'.",
            directory, Globs.literally(directory) + part.substring(slash));
      }
    }
    return bracket < 0
        ? ""
        : " In a pattern, [ starts a set of characters; for a bracket in a name write ?.";
  }
}
