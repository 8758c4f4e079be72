// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
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
    Optional<S3Pattern> s3 = S3Pattern.ofWildcards(pattern);
    if (s3.isPresent()) {
      return FirstS3Match.find(s3.get(), wanted, options.as(S3Options.class));
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
    AtomicReference<String> found = new AtomicReference<>();
    LocalListing.walk(
        pattern,
        LocalListing.Paths.ALL,
        (path, attributes) -> {
          String name = LocalNames.of(path);
          if (!wanted.test(name)) {
            return FileVisitResult.CONTINUE;
          }
          found.set(name);
          return FileVisitResult.TERMINATE;
        });
    return Optional.ofNullable(found.get());
  }
}
