// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.runner;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorageDefaultsTest {
  @Test
  void noRegionIsLookedForWhereNothingIsOnS3() {
    assertThat(of("--input=/a/*.jpg"), hasItem(startsWith("--awsRegion=")));
    assertThat(of("--input=s3://b/*.jpg"), not(hasItem(startsWith("--awsRegion="))));
    assertThat(of("--manifest=uris.txt"), not(hasItem(startsWith("--awsRegion="))));
    assertThat(of("--input=/a", "--awsRegion=x"), not(hasItem(startsWith("--awsRegion="))));
  }

  @Test
  void whatIsReadBesideTheArgumentsOrSetInTheEnvironmentCountsToo() {
    List<String> arguments = List.of("--groundTruth=/a");
    assertThat(
        StorageDefaults.of(arguments, List.of("s3://b/out"), Map.of()),
        not(hasItem(startsWith("--awsRegion="))));
    assertThat(
        StorageDefaults.of(arguments, List.of("/out"), Map.of("AWS_REGION", "eu-west-1")),
        not(hasItem(startsWith("--awsRegion="))));
  }

  @Test
  void anEndpointOfOnesOwnHasTheBucketInThePath() {
    String factory = "--s3ClientFactoryClass=";
    assertThat(of("--endpoint=http://127.0.0.1:9000"), hasItem(startsWith(factory)));
    assertThat(of("--input=s3://b/*.jpg"), not(hasItem(startsWith(factory))));
    assertThat(
        of("--endpoint=http://h", "--s3ClientFactoryClass=x.Y").stream()
            .anyMatch(argument -> argument.startsWith(factory)),
        is(false));
  }

  private static List<String> of(String... arguments) {
    return StorageDefaults.of(List.of(arguments), List.of(), Map.of());
  }
}
