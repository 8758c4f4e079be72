// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.errors;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CausesTest {
  @Test
  void theRootHasNoCause() {
    IOException root = new IOException("disk full");
    assertThat(Causes.root(root), sameInstance(root));
    assertThat(
        Causes.root(new RuntimeException(new IllegalStateException("x", root))),
        sameInstance(root));
  }

  @Test
  void aCircleOfCausesEnds() {
    RuntimeException one = new RuntimeException("one");
    one.initCause(new IllegalStateException("two", one));
    assertThat(Causes.root(one), instanceOf(RuntimeException.class));
  }

  @Test
  void theChainBeginsWithTheException() {
    IOException root = new IOException("disk full");
    RuntimeException wrapper = new RuntimeException(root);
    assertThat(Causes.chain(wrapper), contains(sameInstance(wrapper), sameInstance(root)));
  }

  @Test
  void theFirstLineIsOfTheMessageOrTheClass() {
    assertThat(Causes.firstLine(new IOException("\n disk full\nat /x")), is("disk full"));
    assertThat(Causes.firstLine(new IOException()), is("IOException"));
    assertThat(Causes.firstLine(new IOException(" \n ")), is("IOException"));
  }
}
