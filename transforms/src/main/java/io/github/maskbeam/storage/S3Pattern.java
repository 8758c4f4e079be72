// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystemUtils;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A URI of an object in S3, or of objects if it has wildcards. Immutable. */
@AutoValue
abstract class S3Pattern {
  private static final Pattern URI =
      Pattern.compile("(?<root>[^:]+://(?<bucket>[^/]+)/)(?<key>.*)");
  private static final Pattern WILDCARD = Pattern.compile("[\\[*?]");

  /** The object of a URI; empty if the URI is not in S3, or names no bucket. */
  static Optional<S3Pattern> ofObject(String uri) {
    Matcher parts = URI.matcher(uri);
    return Schemes.isS3(uri) && parts.matches()
        ? Optional.of(
            new AutoValue_S3Pattern(parts.group("root"), parts.group("bucket"), parts.group("key")))
        : Optional.empty();
  }

  /** The objects of a pattern; empty if it is not in S3, or has no wildcards. */
  static Optional<S3Pattern> ofWildcards(String uri) {
    return ofObject(uri).filter(pattern -> WILDCARD.matcher(pattern.key()).find());
  }

  /** Scheme and bucket, with a slash at the end. */
  abstract String root();

  abstract String bucket();

  /** The key, or a pattern of keys. */
  abstract String key();

  /**
   * The objects whose keys match, without directory markers; 1000 per request, which is sent when
   * the iteration gets there.
   */
  final Iterable<S3Object> objects(S3Client client) {
    String prefix = WILDCARD.split(key(), 2)[0];
    Pattern keys = Pattern.compile(FileSystemUtils.wildcardToRegexp(key()));
    return () ->
        client
            .listObjectsV2Paginator(request -> request.bucket(bucket()).prefix(prefix))
            .contents()
            .stream()
            .filter(object -> keys.matcher(object.key()).matches())
            .filter(object -> !object.key().endsWith("/"))
            .iterator();
  }

  /** The URI of an object of this bucket. */
  final String uri(S3Object object) {
    return root() + object.key();
  }
}
