// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.pipeline.errors.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final String SECRET = "SesameOpen";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--awsCredentialsProvider={\"secretAccessKey\": \"SesameOpen\"}",
        "--somePassword=SesameOpen",
        "--hdfsConfiguration=[{\"fs.s3a.secret.key\":\"SesameOpen\"}]",
        "https://user:SesameOpen@host/a.jpg",
        "--input=https://host/a.jpg?X-Amz-Signature=SesameOpen&b=c",
      })
  void secretsAreNotShown(String argument) {
    assertThat(Secrets.masked(argument), not(containsString(SECRET)));
    assertThat(Secrets.masked(List.of("--a=b", argument)), containsString("--a=b"));
  }

  @ParameterizedTest
  @CsvSource({
    "--input=s3://bucket/what?/*.jpg",
    "--output=/a/b?c",
    "--model=https://host/a.tflite",
  })
  void whatIsNoSecretIsShown(String argument) {
    assertThat(Secrets.masked(argument), is(argument));
  }

  @Test
  void keysInArgumentsAreRefusedWithoutBeingRepeated() {
    UsageException e =
        assertThrows(
            UsageException.class,
            () ->
                Secrets.refuse(
                    List.of("--awsCredentialsProvider={\"secretAccessKey\":\"SesameOpen\"}")));
    assertThat(e.getMessage(), containsString("--awsCredentialsProvider has a key in it"));
    assertThat(e.getMessage(), not(containsString(SECRET)));
  }

  @Test
  void roleAndProfileAreNoKeys() throws UsageException {
    Secrets.refuse(List.of("--awsRegion=eu-central-1", "--input=s3://keys/secret.jpg"));
  }
}
