// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Sha256Test {
  /** The test vector of FIPS 180-4 for the message "abc". */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void matchesTheTestVectorOfTheStandard() {
    assertThat(Sha256.hex("abc".getBytes(StandardCharsets.US_ASCII)), is(ABC));
  }

  @Test
  void keepsThePositionOfTheBuffer() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(3).put(new byte[] {'a', 'b', 'c'});
    buffer.flip();
    assertThat(Sha256.hex(buffer), is(ABC));
    assertThat(buffer.remaining(), is(3));
  }

  @Test
  void imageIdIsTheFirst128BitsOfTheHash() {
    assertThat(Sha256.imageId("abc"), is(ABC.substring(0, 32)));
  }
}
