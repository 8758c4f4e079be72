// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class GlobsTest {
  @Test
  void commasSeparatePatterns() {
    assertThat(Globs.splitAtCommas("a.jpg"), contains("a.jpg"));
    assertThat(Globs.splitAtCommas("a/*.jpg,b/**"), contains("a/*.jpg", "b/**"));
    assertThat(Globs.splitAtCommas(" a b.jpg , c.jpg\n"), contains("a b.jpg", "c.jpg"));
  }

  @Test
  void emptyPartsMeanNothing() {
    assertThat(Globs.splitAtCommas(",a,, ,b,"), contains("a", "b"));
    assertThat(Globs.splitAtCommas(" , "), is(empty()));
    assertThat(Globs.splitAtCommas(""), is(empty()));
  }

  @Test
  void commasInBracesBelongToThePattern() {
    assertThat(Globs.splitAtCommas("*.{jpg,png},c"), contains("*.{jpg,png}", "c"));
    assertThat(Globs.splitAtCommas("{a,{b,c}}/x,{d,e}"), contains("{a,{b,c}}/x", "{d,e}"));
  }

  @Test
  void bracesThatDoNotPairAreOrdinary() {
    assertThat(Globs.splitAtCommas("a},b"), contains("a}", "b"));
    assertThat(Globs.splitAtCommas("{a,b"), contains("{a,b"));
    assertThat(Globs.alternatives("{a,b"), contains("{a,b"));
    assertThat(Globs.alternatives("a}{b,c}"), contains("a}b", "a}c"));
  }

  @Test
  void bracesBeforeAWildcardAreWrittenOut() {
    assertThat(Globs.alternatives("{cats,dogs}/*.jpg"), contains("cats/*.jpg", "dogs/*.jpg"));
    assertThat(Globs.alternatives("{a,b}{1,2}.{jpg,png}").size(), is(8));
    assertThat(Globs.alternatives("{a,{b,c}}x"), contains("ax", "bx", "cx"));
    assertThat(Globs.alternatives("a{,b}"), contains("a", "ab"));
    assertThat(Globs.alternatives("{a,b*}/{c,d}"), contains("a/c", "a/d", "b*/{c,d}"));
  }

  @Test
  void bracesAfterAWildcardStay() {
    assertThat(Globs.alternatives("x/**/*.{jpg,png}"), contains("x/**/*.{jpg,png}"));
    assertThat(Globs.alternatives("plain"), contains("plain"));
  }

  @Test
  void aPathCanBeMeantLiterally() {
    assertThat(Globs.isGlob("/a b/größe,1}]"), is(false));
    assertThat(Globs.isGlob("/a[1"), is(true));
    assertThat(Globs.literally("/photos [2024]/{a}"), is("/photos [[]2024]/[{]a}"));
  }
}
