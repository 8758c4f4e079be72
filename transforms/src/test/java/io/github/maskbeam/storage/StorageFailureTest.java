// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.storage.StorageFailure.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class StorageFailureTest {
  @ParameterizedTest
  @CsvSource({
    "404, NoSuchKey, NOT_FOUND, no such object",
    "404, NoSuchBucket, NOT_FOUND, no such bucket",
    "404, , NOT_FOUND, status 404",
    "401, , ACCESS_DENIED, status 401",
    "403, AccessDenied, ACCESS_DENIED, AWS_ACCESS_KEY_ID",
    "403, SignatureDoesNotMatch, ACCESS_DENIED, SignatureDoesNotMatch",
    "301, PermanentRedirect, PERMANENT, --awsRegion",
    "400, KeyTooLongError, PERMANENT, KeyTooLongError",
    "429, , TRANSIENT, status 429",
    "500, InternalError, TRANSIENT, InternalError",
    "503, SlowDown, TRANSIENT, SlowDown"
  })
  void classifiesS3Responses(int status, String code, Kind kind, String reason) {
    Throwable e =
        S3Exception.builder()
            .statusCode(status)
            .message("what the server says of AKIASECRET")
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
    StorageFailure failure = StorageFailure.of(new IOException(e));
    assertThat(failure.kind(), is(kind));
    assertThat(failure.reason(), allOf(containsString(reason), not(containsString("AKIASECRET"))));
  }

  @Test
  void classifiesS3ClientErrors() {
    assertIs(
        SdkClientException.create("Unable to load credentials from any of the providers in"),
        Kind.ACCESS_DENIED,
        "AWS_ACCESS_KEY_ID");
    assertIs(
        SdkClientException.create("Unable to load region from any of the providers"),
        Kind.PERMANENT,
        "--awsRegion");
    assertIs(
        SdkClientException.create("Unable to execute HTTP request: Connect to x failed"),
        Kind.TRANSIENT,
        "--endpoint");
  }

  @Test
  void classifiesFileErrors() {
    assertIs(new FileNotFoundException("x"), Kind.NOT_FOUND, "does not exist");
    assertIs(new NoSuchFileException("x"), Kind.NOT_FOUND, "does not exist");
    assertIs(
        new FileNotFoundException("Path is not a file: /x"), Kind.PERMANENT, "it is a directory");
    assertIs(new AccessDeniedException("x"), Kind.ACCESS_DENIED, "no permission");
    assertIs(new AccessControlException("user=x"), Kind.ACCESS_DENIED, "no permission");
  }

  @Test
  void classifiesNetworkErrors() {
    assertIs(new UnknownHostException("nowhere"), Kind.TRANSIENT, "host nowhere is unknown");
    assertIs(new ConnectException("Connection refused"), Kind.TRANSIENT, "there is no answer");
    assertIs(new SocketTimeoutException("Read timed out"), Kind.TRANSIENT, "Read timed out");
    assertIs(new MalformedURLException("it names no host"), Kind.PERMANENT, "names no host");
    assertIs(new IOException("reset\nby peer"), Kind.TRANSIENT, "reset");
    assertIs(new IOException(), Kind.TRANSIENT, "IOException");
  }

  @Test
  void doesNotClassifyProgrammingErrorsAsTransient() {
    assertIs(new IllegalArgumentException("no."), Kind.PERMANENT, "no");
  }

  private static void assertIs(Throwable e, Kind kind, String reason) {
    StorageFailure failure = StorageFailure.of(e);
    assertThat(failure.reason(), failure.kind(), is(kind));
    assertThat(failure.reason(), containsString(reason));
    assertThat(failure.reason().lines().count(), is(1L));
  }
}
