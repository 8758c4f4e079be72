// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline;

import io.github.maskbeam.transforms.ImageSources;
import io.github.maskbeam.transforms.ManifestLine;
import io.github.maskbeam.transforms.Uris;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;

/** The options {@code --input} and {@code --manifest}. */
final class SourceCheck {
  private SourceCheck() {}

  /** Sees that each pattern matches something and that the manifest names something. */
  static ImageSources of(String input, String manifest, String workingDirectory)
      throws UsageException {
    if (input == null && manifest == null) {
      throw new UsageException(
          "No images are named: give --input='photos/**/*.jpg' or --manifest=uris.txt.");
    }
    List<String> problems = new ArrayList<>();
    List<String> patterns = new ArrayList<>();
    for (String part : splitAtCommas(input == null ? "" : input)) {
      String pattern = Uris.absolute(part, workingDirectory);
      patterns.add(pattern);
      patternProblem(part, pattern).ifPresent(problems::add);
    }
    if (input != null && patterns.isEmpty()) {
      problems.add("--input= is empty; it takes files or globs, as in --input='photos/**/*.jpg'.");
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

  /** Splits at commas, but not at those of a glob's {a,b}. */
  static List<String> splitAtCommas(String input) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= input.length(); i++) {
      char c = i < input.length() ? input.charAt(i) : ',';
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      } else if (c == ',' && (depth <= 0 || i == input.length())) {
        String part = input.substring(start, i).strip();
        if (!part.isEmpty()) {
          parts.add(part);
        }
        start = i + 1;
      }
    }
    return parts;
  }

  private static Optional<String> patternProblem(String given, String pattern) {
    if (!Uris.hasScheme(pattern) && Files.isDirectory(Path.of(pattern))) {
      return Optional.of(
          String.format(
              "--input=%s is a directory; write '%s/**' for all files in it, or '%s/*.jpg'.",
              given, given, given));
    }
    try {
      if (!FileSystems.match(pattern).metadata().isEmpty()) {
        return Optional.empty();
      }
    } catch (FileNotFoundException e) {
      // Nothing matches, as without the exception.
      return Optional.of(noMatch(given, pattern));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(String.format("--input=%s cannot be listed: %s.", given, e.getMessage()));
    }
    return Optional.of(noMatch(given, pattern));
  }

  private static String noMatch(String given, String pattern) {
    return String.format(
        "--input=%s matches no file (looked for %s). Check the path; * stays within a directory,"
            + " ** goes below it, and names are case-sensitive.",
        given, pattern);
  }

  private static Optional<String> manifestProblem(String given, String uri) {
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
              "--manifest=" + given + " names no image; it takes one path or URI a line.");
    } catch (CharacterCodingException e) {
      return Optional.of(notText(given));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(
          String.format(
              "--manifest=%s cannot be read: %s. It takes a text file with one path or URI a line.",
              given, TextFiles.reason(e)));
    }
  }

  private static String notText(String given) {
    return "--manifest="
        + given
        + " is not a text file in UTF-8. It takes one path or URI a line, not compressed.";
  }
}
