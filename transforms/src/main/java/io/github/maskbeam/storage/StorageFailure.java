// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.errors.Causes;
import io.github.maskbeam.storage.http.HttpRefusedException;
import io.github.maskbeam.storage.http.HttpStatusException;
import io.github.maskbeam.storage.http.RetryAfter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.security.AccessControlException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Why a file could not be read or written. Classifies the exceptions of all file systems in the
 * same way.
 */
@AutoValue
public abstract class StorageFailure {
  private static final int TOO_MANY_REQUESTS = 429;

  /** How a caller can react. */
  public enum Kind {
    /** The file does not exist. */
    NOT_FOUND,
    /** The credentials, or the lack of them, do not permit access. */
    ACCESS_DENIED,
    /** A retry may succeed. */
    TRANSIENT,
    /** A retry will not succeed. */
    PERMANENT
  }

  /** The kind of failure. */
  public abstract Kind kind();

  /** The reason, for users: part of a sentence, on one line, without credentials. */
  public abstract String reason();

  /** The failure that an exception of any of Beam's file systems means. */
  public static StorageFailure of(Throwable thrown) {
    for (Throwable cause : Causes.chain(thrown)) {
      StorageFailure known = known(cause);
      if (known != null) {
        return known;
      }
    }
    boolean isTransient = thrown instanceof IOException && !(thrown instanceof UnexpectedException);
    Kind kind = isTransient ? Kind.TRANSIENT : Kind.PERMANENT;
    return failure(kind, Causes.firstLine(thrown));
  }

  /** How long the server asks its clients to wait before they try again. */
  static Optional<Duration> retryAfter(Throwable thrown) {
    for (Throwable cause : Causes.chain(thrown)) {
      if (cause instanceof HttpStatusException) {
        return ((HttpStatusException) cause).retryAfter();
      }
      if (cause instanceof AwsServiceException) {
        return retryAfter((AwsServiceException) cause);
      }
    }
    return Optional.empty();
  }

  private static Optional<Duration> retryAfter(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails())
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(response -> response.firstMatchingHeader("Retry-After"))
        .flatMap(header -> RetryAfter.parse(header, Instant.now()));
  }

  private static StorageFailure known(Throwable cause) {
    if (cause instanceof HttpStatusException) {
      return failure(ofStatus(((HttpStatusException) cause).status()), Causes.firstLine(cause));
    }
    if (cause instanceof SdkServiceException) {
      return ofAmazon((SdkServiceException) cause);
    }
    if (cause instanceof SdkClientException) {
      return ofAmazonsClient((SdkClientException) cause);
    }
    if (cause instanceof FileNotFoundException || cause instanceof NoSuchFileException) {
      // The message of HDFS.
      return String.valueOf(cause.getMessage()).startsWith("Path is not a file")
          ? failure(Kind.PERMANENT, "it is a directory, not a file")
          : failure(Kind.NOT_FOUND, "it does not exist or may not be read");
    }
    if (cause instanceof AccessDeniedException || cause instanceof AccessControlException) {
      return failure(
          Kind.ACCESS_DENIED, "this user has no permission (" + Causes.firstLine(cause) + ")");
    }
    if (cause instanceof MalformedURLException
        || cause instanceof HttpRefusedException
        || cause instanceof DamagedArchiveException) {
      return failure(Kind.PERMANENT, Causes.firstLine(cause));
    }
    if (cause instanceof UnknownHostException) {
      return failure(Kind.TRANSIENT, "the host " + Causes.firstLine(cause) + " is unknown");
    }
    return cause instanceof ConnectException
        ? failure(Kind.TRANSIENT, "there is no answer: " + Causes.firstLine(cause))
        : null;
  }

  private static Kind ofStatus(int status) {
    switch (status) {
      case HttpURLConnection.HTTP_NOT_FOUND:
      case HttpURLConnection.HTTP_GONE:
        return Kind.NOT_FOUND;
      case HttpURLConnection.HTTP_UNAUTHORIZED:
      case HttpURLConnection.HTTP_FORBIDDEN:
      case HttpURLConnection.HTTP_PROXY_AUTH:
        return Kind.ACCESS_DENIED;
      case HttpURLConnection.HTTP_CLIENT_TIMEOUT:
      case HttpURLConnection.HTTP_PRECON_FAILED: // The object was replaced while it was read.
      case TOO_MANY_REQUESTS:
        return Kind.TRANSIENT;
      default:
        return status >= HttpURLConnection.HTTP_INTERNAL_ERROR ? Kind.TRANSIENT : Kind.PERMANENT;
    }
  }

  private static StorageFailure ofAmazon(SdkServiceException e) {
    Kind kind = ofStatus(e.statusCode());
    String code =
        e instanceof AwsServiceException && ((AwsServiceException) e).awsErrorDetails() != null
            ? ((AwsServiceException) e).awsErrorDetails().errorCode()
            : null;
    String status =
        String.format(" (%sstatus %d)", code == null ? "" : code + ", ", e.statusCode());
    switch (kind) {
      case NOT_FOUND:
        return failure(
            kind,
            "NoSuchBucket".equals(code)
                ? "there is no such bucket; check its name and --endpoint" + status
                : "there is no such object or bucket" + status);
      case ACCESS_DENIED:
        return failure(
            kind,
            "S3 rejected the credentials; check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, the"
                + " profile or the role, and its permissions for this bucket"
                + status);
      case TRANSIENT:
        return failure(kind, "S3 failed to serve the request" + status);
      case PERMANENT:
        return failure(
            kind, "S3 rejected the request; check --awsRegion, --endpoint and the name" + status);
    }
    throw new AssertionError(kind);
  }

  private static StorageFailure ofAmazonsClient(SdkClientException e) {
    String message = Causes.firstLine(e);
    if (message.startsWith("Unable to load credentials")) {
      return failure(
          Kind.ACCESS_DENIED,
          "no AWS credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
              + " AWS_PROFILE, or run on a machine with an attached role");
    }
    if (message.contains("region")) {
      return failure(
          Kind.PERMANENT,
          "the AWS region is unknown; give --awsRegion=eu-central-1 or set AWS_REGION");
    }
    return failure(
        Kind.TRANSIENT, "S3 does not answer; check the network and --endpoint (" + message + ")");
  }

  private static StorageFailure failure(Kind kind, String reason) {
    String part = reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    return new AutoValue_StorageFailure(kind, part);
  }
}
