// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.util.Optional;
import java.util.function.Predicate;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.io.aws2.s3.S3FileSystemConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists a bucket up to the first match. Beam's file system would list the whole bucket. */
final class FirstS3Match {
  private FirstS3Match() {}

  /** See {@link FirstMatch#find}; throws the exceptions of the AWS SDK. */
  static Optional<String> find(S3Pattern pattern, Predicate<String> wanted, S3Options options) {
    try (S3Client client =
        S3FileSystemConfiguration.fromS3Options(options).getS3ClientBuilder().build()) {
      for (S3Object object : pattern.objects(client)) {
        String uri = pattern.uri(object);
        if (wanted.test(uri)) {
          return Optional.of(uri);
        }
      }
    }
    return Optional.empty();
  }
}
