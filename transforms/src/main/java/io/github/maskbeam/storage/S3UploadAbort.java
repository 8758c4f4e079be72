// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.signer.AwsSignerExecutionAttribute;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Aborts an upload whose part or completion failed. Beam's channel does not, and S3 would store and
 * bill the other parts until a rule of the bucket removes them. Amazon's SDK finds this file by
 * name and adds it to every S3 client.
 */
public final class S3UploadAbort implements ExecutionInterceptor {
  /** The upload has failed already, so a server that does not answer is not waited for. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Override
  public void onExecutionFailure(Context.FailedExecution failed, ExecutionAttributes attributes) {
    Optional<AbortMultipartUploadRequest> abort = abortOf(failed.request());
    if (abort.isEmpty() || failed.httpRequest().isEmpty()) {
      return;
    }
    // The client sends nothing on an interrupted thread, and an interrupt is a usual reason.
    boolean isInterrupted = Thread.interrupted();
    try (S3Client client = client(failed.httpRequest().get(), abort.get().bucket(), attributes)) {
      client.abortMultipartUpload(abort.get());
    } catch (RuntimeException e) {
      // Why the upload failed matters more.
      failed.exception().addSuppressed(e);
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Optional<AbortMultipartUploadRequest> abortOf(SdkRequest failed) {
    AbortMultipartUploadRequest.Builder abort = AbortMultipartUploadRequest.builder();
    if (failed instanceof UploadPartRequest) {
      UploadPartRequest part = (UploadPartRequest) failed;
      return Optional.of(
          abort.bucket(part.bucket()).key(part.key()).uploadId(part.uploadId()).build());
    }
    if (failed instanceof CompleteMultipartUploadRequest) {
      CompleteMultipartUploadRequest end = (CompleteMultipartUploadRequest) failed;
      return Optional.of(
          abort.bucket(end.bucket()).key(end.key()).uploadId(end.uploadId()).build());
    }
    return Optional.empty();
  }

  /**
   * A client for the same server: an interceptor has no access to the client that it is part of.
   */
  private static S3Client client(
      SdkHttpRequest request, String bucket, ExecutionAttributes attributes) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(attributes.getAttribute(AwsExecutionAttribute.AWS_REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    attributes.getAttribute(AwsSignerExecutionAttribute.AWS_CREDENTIALS)))
            .forcePathStyle(!request.host().startsWith(bucket + "."))
            .overrideConfiguration(configuration -> configuration.apiCallTimeout(TIMEOUT));
    if (Boolean.TRUE.equals(attributes.getAttribute(SdkExecutionAttribute.ENDPOINT_OVERRIDDEN))) {
      URI endpoint = attributes.getAttribute(SdkExecutionAttribute.CLIENT_ENDPOINT);
      builder.endpointOverride(endpoint);
    }
    return builder.build();
  }
}
