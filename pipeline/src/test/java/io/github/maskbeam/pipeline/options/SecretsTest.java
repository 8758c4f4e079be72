// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.testing.Problems;
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
    List<Problem> problems =
        Problems.of(
            () ->
                Secrets.refuse(
                    List.of("--awsCredentialsProvider={\"secretAccessKey\":\"SesameOpen\"}")));
    assertThat(
        problems,
        contains(
            Problem.of(
                ProblemCode.SECRET_IN_ARGUMENT,
                "--awsCredentialsProvider contains a key that other users of this machine or cluster "
                    + "could read. Omit it, and set AWS_ACCESS_KEY_ID and "
                    + "AWS_SECRET_ACCESS_KEY, or use a profile (AWS_PROFILE), or a "
                    + "role of the machine.")));
    assertThat(problems.toString(), not(containsString(SECRET)));
  }

  @Test
  void roleAndProfileAreNoKeys() throws UsageException {
    Secrets.refuse(List.of("--awsRegion=eu-central-1", "--input=s3://keys/secret.jpg"));
  }
}
