// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.testing.S3Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads through a relay that flips bits. */
@Timeout(120)
class S3ContentCheckTest {
  private static final int SIZE_BYTES = 3_000_000;

  @TempDir private static Path directory;
  private static S3Server server;
  private static FlippingRelay relay;

  @BeforeAll
  static void start() throws Exception {
    server = S3Server.start(directory, "photos");
    byte[] content = new byte[SIZE_BYTES];
    Arrays.fill(content, FlippingRelay.MARK);
    server.put("photos", "a.jpg", content);
    relay = FlippingRelay.start(server.endpoint());
    S3Server.useCredentials(S3Server.KEY_ID, S3Server.SECRET);
    S3Options options = PipelineOptionsFactory.as(S3Options.class);
    options.setEndpoint(relay.endpoint());
    options.setS3ClientFactoryClass(PathStyleS3.class);
    FileSystems.setDefaultPipelineOptions(options);
  }

  @AfterAll
  static void stop() throws Exception {
    S3Server.forgetCredentials();
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    relay.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        77,
        4_096,
        65_535,
        1 << 20,
        (1 << 20) + 1,
        2_000_000,
        SIZE_BYTES - 2,
        SIZE_BYTES - 1
      })
  void aFlippedBitIsAReadError(int flipped) {
    relay.flipAlways(flipped, SIZE_BYTES);
    ImageReadException e = assertThrows(ImageReadException.class, () -> read().close());
    assertThat(e.code(), is(FailureCode.READ_ERROR));
    assertThat(e.getMessage(), containsString("does not match the ETag"));
  }

  @Test
  void aBitThatIsFlippedOnceIsReadAgain() throws Exception {
    relay.flipOnce(1_000_000);
    try (ImageFile file = read()) {
      byte[] expected = new byte[SIZE_BYTES];
      Arrays.fill(expected, FlippingRelay.MARK);
      assertThat(file.content(), is(expected));
    }
  }

  private static ImageFile read() throws Exception {
    Retries withoutPauses = new Retries(3, Duration.ofMillis(1), pause -> {}, () -> 0);
    return ImageBytes.read("s3://photos/a.jpg", 1 << 24, ImageMemory.uncounted(), withoutPauses);
  }
}
