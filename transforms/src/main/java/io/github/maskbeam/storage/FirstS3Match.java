// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystemUtils;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.io.aws2.s3.S3FileSystemConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists a bucket up to the first match, 1000 keys per request. Beam's file system would list the
 * whole bucket, and send another request per match.
 */
final class FirstS3Match {
  private static final Pattern URI =
      Pattern.compile("(?<root>[^:]+://(?<bucket>[^/]+)/)(?<key>.*)");
  private static final Pattern WILDCARD = Pattern.compile("[\\[*?]");

  private FirstS3Match() {}

  /** See {@link FirstMatch#find}; throws the exceptions of the AWS SDK. */
  static Optional<String> find(String pattern, Predicate<String> wanted, S3Options options) {
    Matcher uri = URI.matcher(pattern);
    if (!uri.matches()) {
      return Optional.empty();
    }
    String root = uri.group("root");
    String prefix = WILDCARD.split(uri.group("key"), 2)[0];
    Pattern keys = Pattern.compile(FileSystemUtils.wildcardToRegexp(uri.group("key")));
    try (S3Client client =
        S3FileSystemConfiguration.fromS3Options(options).getS3ClientBuilder().build()) {
      // The paginator requests the next page when this one is exhausted.
      for (ListObjectsV2Response page :
          client.listObjectsV2Paginator(
              request -> request.bucket(uri.group("bucket")).prefix(prefix))) {
        for (S3Object object : page.contents()) {
          // An object whose name ends with a slash is a directory marker.
          if (keys.matcher(object.key()).matches()
              && !object.key().endsWith("/")
              && wanted.test(root + object.key())) {
            return Optional.of(root + object.key());
          }
        }
      }
    }
    return Optional.empty();
  }
}
