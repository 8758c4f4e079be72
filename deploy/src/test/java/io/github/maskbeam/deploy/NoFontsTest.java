// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.awt.Font;
import java.awt.FontMetrics;
import org.junit.jupiter.api.Test;

/** A headless server may have no fonts, and then Java2D throws an InternalError for any text. */
class NoFontsTest {
  private static final String REASON = "text in pictures is drawn in advance";

  @Test
  void noTextIsDrawn() {
    noClasses()
        .should()
        .callMethodWhere(target(nameMatching("draw(String|Chars|Bytes|GlyphVector)")))
        .because(REASON)
        .check(MainClasses.ALL);
  }

  @Test
  void noFontIsUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Font.class, FontMetrics.class)
        .because(REASON)
        .check(MainClasses.ALL);
  }
}
