// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.errors;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class VisibleTextTest {
  @Test
  void textThatPeopleReadIsKept() {
    String text = "größe 日本 😀 e\u0301 \u00a0 C:\\new \"a\" <b>";
    assertThat(VisibleText.line(text), is(text));
    assertThat(VisibleText.lines(text), is(text));
  }

  @Test
  void everyControlCharacterIsEscaped() {
    for (int c = 0; c <= 0x9f; c++) {
      if (Character.isISOControl(c)) {
        String escaped = VisibleText.line("a" + (char) c + "b");
        assertThat(escaped, escaped.chars().noneMatch(Character::isISOControl), is(true));
      }
    }
    assertThat(
        VisibleText.line("\u001b[2J\u0007\u007f\u009b"), is("\\u001b[2J\\u0007\\u007f\\u009b"));
    assertThat(VisibleText.line("a\r\nb\tc"), is("a\\r\\nb\\tc"));
  }

  @Test
  void whatHidesOrReordersTextIsEscaped() {
    assertThat(
        VisibleText.line("\u202a\u202e\u2066\u2069\u2028\u2029\u200b\ufeff"),
        is("\\u202a\\u202e\\u2066\\u2069\\u2028\\u2029\\u200b\\ufeff"));
    assertThat(VisibleText.line("\ud83d!\udb40\udc01"), is("\\ud83d!\\udb40\\udc01"));
  }

  @Test
  void textOfSeveralLinesKeepsItsLines() {
    assertThat(VisibleText.lines("a\r\n\tb\nc\rd\u001b"), is("a\n\tb\nc\\rd\\u001b"));
  }

  @Test
  void anyValueHasAText() {
    assertThat(VisibleText.line(null), is("null"));
    assertThat(VisibleText.line(1.5), is("1.5"));
  }
}
