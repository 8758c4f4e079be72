// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.FailureStage;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.Sha256;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void listsAsManyAsAPersonReadsAndCountsTheRest() {
    Failures failures = new Failures();
    failures.add(row("s3://b/alone.jpg", FailureCode.CORRUPT));
    for (int i = 9_999; i >= 0; i--) {
      failures.add(row(String.format("s3://b/%05d.jpg", i), FailureCode.NOT_FOUND));
    }
    ArrayNode codes = new ObjectMapper().createArrayNode();
    failures.describe(codes);
    assertThat(failures.count(), is(10_001L));
    assertThat(codes.size(), is(2));
    assertThat(codes.get(0).path("code").asText(), is("NOT_FOUND"));
    assertThat(codes.get(0).path("count").asLong(), is(10_000L));
    assertThat(codes.get(0).path("shown").size(), is(Failures.SHOWN_A_CODE));
    assertThat(codes.get(0).at("/shown/199/uri").asText(), is("s3://b/00199.jpg"));
    assertThat(codes.get(1).at("/shown/0/message").asText(), is("it is so: really"));
  }

  @Test
  void longTextsKeepTheirEnds() {
    String uri = "s3://b/" + "x".repeat(5_000) + "/harbour.jpg";
    assertThat(ShortText.of(uri).length(), is(ShortText.MAX_CHARACTERS));
    assertThat(ShortText.of(uri).startsWith("s3://b/xxx"), is(true));
    assertThat(ShortText.of(uri).endsWith("xxx/harbour.jpg"), is(true));
    assertThat(ShortText.of("s3://b/harbour.jpg"), is("s3://b/harbour.jpg"));
  }

  private static ImageRow row(String uri, FailureCode code) {
    return ImageRow.newBuilder()
        .setImageId(Sha256.imageId(uri))
        .setImageUri(uri)
        .setStatus(ImageStatus.FAILED.name())
        .setFailureStage(FailureStage.READ.name())
        .setFailureCode(code.name())
        .setFailureMessage(uri + ": it is so: really")
        .setModelSha256("0")
        .setConfigSha256("0")
        .setProcessedAt(Instant.EPOCH)
        .build();
  }
}
