// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.io.aws2.s3.S3FileSystemConfiguration;
import org.apache.beam.sdk.io.aws2.s3.SSECustomerKey;
import org.apache.beam.sdk.io.fs.MatchResult;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.utils.Md5Utils;

/**
 * Objects in S3 with one request each: an image is one GET, a mask one PUT, and 1000 listed objects
 * are one LIST. Beam's file system sends a HEAD per listed object and another one per read, and
 * three requests per write. Has the settings of Beam's file system. Thread-safe.
 */
final class S3Objects {
  /**
   * How long an answer may wait for its first read. Its size is known then, and the reader may wait
   * for memory; servers do not keep a connection open for as long as that takes.
   */
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(5);

  private final S3FileSystemConfiguration configuration;
  private final Duration idleLimit;
  private final S3Client reader;
  private final S3Client writer;

  S3Objects(S3Options options) {
    this(options, IDLE_LIMIT);
  }

  S3Objects(S3Options options, Duration idleLimit) {
    this.idleLimit = idleLimit;
    configuration = S3FileSystemConfiguration.fromS3Options(options);
    reader = configuration.getS3ClientBuilder().build();
    // The SDK compares the answer's ETag with the MD5, which it is on some servers only. With
    // Content-MD5, the server compares.
    writer =
        S3FileSystemConfiguration.fromS3Options(options)
            .getS3ClientBuilder()
            .serviceConfiguration(service -> service.checksumValidationEnabled(false))
            .build();
  }

  /**
   * Passes each object that matches to a consumer, one page of the listing after the other;
   * directory markers are excluded.
   *
   * @throws IOException if the bucket cannot be listed, or the consumer throws it
   */
  void list(S3Pattern pattern, Listing.MatchConsumer consumer) throws IOException {
    try {
      for (S3Object object : pattern.objects(reader)) {
        consumer.accept(
            MatchResult.Metadata.builder()
                .setResourceId(FileSystems.matchNewResource(pattern.uri(object), false))
                .setSizeBytes(object.size())
                .setLastModifiedMillis(object.lastModified().toEpochMilli())
                .setIsReadSeekEfficient(true)
                .build());
      }
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Opens an object; the caller closes it.
   *
   * @throws SdkException if it cannot be read; {@link FileStream} makes it an IOException
   */
  Download open(S3Pattern object) {
    return new Download(reader, request(object).build(), idleLimit);
  }

  /**
   * Opens a part of an object; the caller closes it.
   *
   * @param offset of the first byte
   * @param maxBytes the length of the part; it is shorter if the object is
   * @throws SdkException if it cannot be read
   */
  Download open(S3Pattern object, long offset, long maxBytes) {
    long last = maxBytes > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + maxBytes - 1;
    String range = "bytes=" + offset + "-" + (last == Long.MAX_VALUE ? "" : last);
    return new Download(reader, request(object).range(range).build(), idleLimit);
  }

  private GetObjectRequest.Builder request(S3Pattern object) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(object.bucket()).key(object.key());
    SSECustomerKey customerKey = configuration.getSSECustomerKey();
    if (customerKey != null) {
      request
          .sseCustomerAlgorithm(customerKey.getAlgorithm())
          .sseCustomerKey(customerKey.getKey())
          .sseCustomerKeyMD5(customerKey.getMD5());
    }
    return request;
  }

  /**
   * Writes an object. Readers see it only when it is complete.
   *
   * @throws IOException if it cannot be written
   */
  void put(S3Pattern object, String mimeType, byte[] content) throws IOException {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(object.bucket())
            .key(object.key())
            .contentType(mimeType)
            .contentMD5(Md5Utils.md5AsBase64(content))
            .storageClass(configuration.getS3StorageClass())
            .serverSideEncryption(configuration.getSSEAlgorithm())
            .ssekmsKeyId(configuration.getSSEKMSKeyId())
            .bucketKeyEnabled(configuration.getBucketKeyEnabled() ? Boolean.TRUE : null);
    SSECustomerKey customerKey = configuration.getSSECustomerKey();
    if (customerKey != null) {
      request
          .sseCustomerAlgorithm(customerKey.getAlgorithm())
          .sseCustomerKey(customerKey.getKey())
          .sseCustomerKeyMD5(customerKey.getMD5());
    }
    try {
      writer.putObject(request.build(), RequestBody.fromBytes(content));
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The content of an object. */
  static final class Download implements FileStream.Source {
    private final S3Client reader;
    private final GetObjectRequest request;
    private final Duration idleLimit;
    private final long openedNanos = System.nanoTime();
    private final OptionalLong sizeBytes;
    private ResponseInputStream<GetObjectResponse> response;
    private boolean isReading;
    private long readBytes;

    private Download(S3Client reader, GetObjectRequest request, Duration idleLimit) {
      this.reader = reader;
      this.request = request;
      this.idleLimit = idleLimit;
      this.response = reader.getObject(request);
      Long length = response.response().contentLength();
      this.sizeBytes = length == null ? OptionalLong.empty() : OptionalLong.of(length);
    }

    @Override
    public OptionalLong sizeBytes() {
      return sizeBytes;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (!isReading) {
        isReading = true;
        if (System.nanoTime() - openedNanos > idleLimit.toNanos()) {
          reopen();
        }
      }
      int count = response.read(bytes, offset, length);
      readBytes += Math.max(0, count);
      return count;
    }

    /** Asks for the same content once more; another one is refused with status 412. */
    private void reopen() {
      response.abort();
      String etag = response.response().eTag();
      response = reader.getObject(request.toBuilder().ifMatch(etag).build());
    }

    /** Ends the connection if there is more, because closing would read on to the end. */
    @Override
    public void close() throws IOException {
      if (sizeBytes.isPresent() && readBytes == sizeBytes.getAsLong()) {
        response.close();
      } else {
        response.abort();
      }
    }
  }
}
