// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.pipeline.testing.Browser;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests of one report in a browser, which each test opens anew. The class writes the report. */
abstract class ShownReport {
  static Browser browser;
  static Path page;

  @BeforeAll
  static void openBrowser() {
    browser = Browser.open();
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    browser.requests();
    browser.show(page, 1280, 900);
  }

  /** Whatever a test did: nothing was fetched, nothing complained, no name became markup. */
  @AfterEach
  void nothingWasFetchedOrRun() throws IOException {
    assertThat(browser.requests(), contains(startsWith(page.toUri().toString())));
    assertThat(browser.console(), is(empty()));
    assertThat(browser.value("typeof hacked"), is("undefined"));
  }
}
