// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.errors;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.storage.Logins;
import java.io.Serializable;

/** A problem: a code for programs and a message for users. */
@AutoValue
public abstract class Problem implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A problem. Logins in URIs of the message are masked. */
  public static Problem of(ProblemCode code, String message) {
    return new AutoValue_Problem(code, Logins.maskedIn(message));
  }

  /** The kind of problem. */
  public abstract ProblemCode code();

  /** The problem in words, with the value and the remedy. */
  public abstract String message();

  /**
   * The form for terminals: {@code CODE: message}, escaped, in one line. Only DuckDB's messages
   * have several lines, in which they point to a place in the SQL.
   */
  public final String printed() {
    return code() == ProblemCode.SQL_REFUSED ? VisibleText.lines(this) : VisibleText.line(this);
  }

  /** The form for programs: {@code CODE: message}. */
  @Override
  public final String toString() {
    return code() + ": " + message();
  }
}
