// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.StorageProblems;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.storage.FirstMatch;
import io.github.maskbeam.storage.ImageSources;
import io.github.maskbeam.storage.ManifestLine;
import io.github.maskbeam.storage.Schemes;
import io.github.maskbeam.storage.Uris;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import software.amazon.awssdk.core.exception.SdkException;

/** The options {@code --input} and {@code --manifest}. */
final class SourceCheck {
  private SourceCheck() {}

  /**
   * Sees that each pattern matches something and that the manifest names something.
   *
   * @param output whose own files do not count as matches; absent if it is not known
   * @param options how to reach storage
   */
  static ImageSources of(
      String input,
      String manifest,
      String workingDirectory,
      Optional<OutputLayout> output,
      PipelineOptions options)
      throws UsageException {
    if (input == null && manifest == null) {
      throw new UsageException(
          ProblemCode.INPUT_MISSING,
          "No images are named: give --input='photos/**/*.jpg' or --manifest=uris.txt.");
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
              "--input= is empty; it takes files or globs, as in --input='photos/**/*.jpg'."));
    }
    List<String> manifests = new ArrayList<>();
    if (manifest != null) {
      String uri = Uris.absolute(manifest, workingDirectory);
      manifests.add(uri);
      manifestProblem(manifest, uri).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
    return ImageSources.of(patterns, manifests, workingDirectory);
  }

  /** A file with a comma in its name is one file. */
  private static List<String> parts(String input, String workingDirectory) {
    return isLocal(input, workingDirectory, Files::isRegularFile)
        ? List.of(input)
        : Globs.splitAtCommas(input);
  }

  /** The absolute patterns that a part of the input stands for, as far as they match anything. */
  private static List<String> matching(
      String part, String workingDirectory, Optional<OutputLayout> output, PipelineOptions options)
      throws UsageException {
    if (isLocal(part, workingDirectory, Files::isDirectory)) {
      throw new UsageException(
          ProblemCode.INPUT_IS_DIRECTORY,
          String.format(
              "--input=%s is a directory; write '%s/**' for all files in it, or '%s/*.jpg'.",
              part, part, part));
    }
    if (Schemes.isHttp(part) && part.contains("*")) {
      throw new UsageException(
          ProblemCode.INPUT_PATTERN_ON_WEB,
          "--input="
              + part
              + " is a pattern, but a web server cannot be asked for a list of its files. Write their"
              + " addresses into a file, one a line, and give it as --manifest=uris.txt.");
    }
    List<String> patterns = patterns(part, workingDirectory);
    List<String> matching = new ArrayList<>();
    AtomicBoolean matchesOwn = new AtomicBoolean();
    for (String pattern : patterns) {
      Predicate<String> isOther =
          file -> {
            boolean isOwn = output.isPresent() && output.get().isOwn(file);
            matchesOwn.compareAndSet(false, isOwn);
            return !isOwn;
          };
      if (matches(part, pattern, isOther, options)) {
        matching.add(pattern);
      }
    }
    if (matching.isEmpty()) {
      throw new UsageException(
          matchesOwn.get() ? ProblemCode.INPUT_OWN_OUTPUT : ProblemCode.INPUT_NO_MATCH,
          matchesOwn.get()
              ? "--input=" + part + " matches only what Maskbeam itself wrote to --output."
              : noMatch(part, String.join(" and ", patterns)));
    }
    return matching;
  }

  private static List<String> patterns(String part, String workingDirectory) {
    if (isLocal(part, workingDirectory, Files::exists)) {
      return List.of(Uris.absolute(part, workingDirectory));
    }
    if (Schemes.isHttp(part)) {
      return List.of(part);
    }
    List<String> patterns = new ArrayList<>();
    for (String pattern :
        // Beam knows no braces on object stores.
        Schemes.isObjectStore(part) ? Globs.allAlternatives(part) : Globs.alternatives(part)) {
      // In a directory called 'photos [2024]', only what was written here is a pattern.
      patterns.add(
          Uris.absolute(
              pattern,
              Globs.isGlob(pattern) ? Globs.literally(workingDirectory) : workingDirectory));
    }
    return patterns;
  }

  private static boolean matches(
      String given, String pattern, Predicate<String> wanted, PipelineOptions options)
      throws UsageException {
    // Beam would look for a missing file in the whole tree below its directory, which may be "/".
    if (!Uris.hasScheme(pattern)
        && !Globs.isGlob(pattern)
        && !isLocal(pattern, pattern, Files::exists)) {
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

  private static String noMatch(String given, String pattern) {
    return String.format(
        "--input=%s matches no file (looked for %s). Check the path; * stays within a directory,"
            + " ** goes below it, and names are case-sensitive.",
        given, pattern);
  }

  private static Optional<Problem> manifestProblem(String given, String uri) {
    // Without these settings a reader would put a mark in place of bytes that are no text.
    CharsetDecoder strict =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Channels.newInputStream(FileSystems.open(FileSystems.matchNewResource(uri, false))),
                strict))) {
      boolean namesAnImage = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.indexOf('\0') >= 0) {
          return Optional.of(notText(given));
        }
        namesAnImage |= ManifestLine.parse(line).isPresent();
      }
      return namesAnImage
          ? Optional.empty()
          : Optional.of(
              Problem.of(
                  ProblemCode.MANIFEST_EMPTY,
                  "--manifest=" + given + " names no image; it takes one path or URI a line."));
    } catch (CharacterCodingException e) {
      return Optional.of(notText(given));
    } catch (IOException | SdkException | IllegalArgumentException e) {
      return Optional.of(
          Problem.of(
              StorageProblems.code(uri, e, ProblemCode.MANIFEST_UNREADABLE),
              String.format(
                  "--manifest=%s cannot be read: %s. It takes a text file with one path or URI a"
                      + " line.",
                  given, TextFiles.reason(uri, e))));
    }
  }

  private static Problem notText(String given) {
    return Problem.of(
        ProblemCode.MANIFEST_NOT_TEXT,
        "--manifest="
            + given
            + " is not a text file in UTF-8. It takes one path or URI a line, not compressed.");
  }
}
