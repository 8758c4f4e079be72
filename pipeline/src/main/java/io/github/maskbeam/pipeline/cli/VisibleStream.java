// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.errors.VisibleText;
import java.io.PrintStream;

/**
 * Escapes all printed text by {@link VisibleText#lines}, so that a value that was printed as it is
 * cannot control the terminal. Bytes are written unchanged: results that must be exact, such as
 * CSV, and styles of help texts.
 */
final class VisibleStream extends PrintStream {
  private final PrintStream stream;

  /** Prints to this stream, in its encoding. */
  VisibleStream(PrintStream stream) {
    super(stream, true);
    this.stream = stream;
  }

  @Override
  public void print(String text) {
    stream.print(VisibleText.lines(text));
  }

  @Override
  public void print(Object value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(char[] text) {
    print(String.valueOf(text));
  }

  @Override
  public void print(char character) {
    print(String.valueOf(character));
  }
}
