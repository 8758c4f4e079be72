// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.schemas.Sha256;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final String A = Sha256.imageId("a.jpg");
  private static final String B = Sha256.imageId("b.jpg");

  @Test
  void orderAndGroupingDoNotMatter() {
    Fingerprint whole = new Fingerprint();
    whole.add(A, 5);
    whole.add(B, 7);
    Fingerprint inParts = new Fingerprint();
    inParts.add(B, 3);
    inParts.add(A, 5);
    inParts.add(B, 4);
    assertThat(whole.agreesWith(inParts), is(true));
    assertThat(inParts.agreesWith(whole), is(true));
    assertThat(whole.sum(), is(12L));
  }

  @Test
  void theSameSumOverOtherImagesDoesNotAgree() {
    Fingerprint one = new Fingerprint();
    one.add(A, 5);
    one.add(B, 7);
    Fingerprint swapped = new Fingerprint();
    swapped.add(A, 7);
    swapped.add(B, 5);
    assertThat(swapped.sum(), is(one.sum()));
    assertThat(one.agreesWith(swapped), is(false));
  }

  @Test
  void anotherSumDoesNotAgree() {
    // An id of zeros weighs nothing, so only the sum tells.
    Fingerprint one = new Fingerprint();
    one.add("0".repeat(32), 1);
    assertThat(one.agreesWith(new Fingerprint()), is(false));
  }

  @Test
  void idsUseAllTheirBits() {
    Fingerprint highest = new Fingerprint();
    highest.add("f".repeat(32), 1);
    Fingerprint other = new Fingerprint();
    other.add("7" + "f".repeat(31), 1);
    assertThat(highest.agreesWith(other), is(false));
  }
}
