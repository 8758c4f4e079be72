// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

import io.github.maskbeam.schemas.FailureCode;
import java.util.Locale;
import java.util.Objects;

/**
 * Thrown for an image that cannot be segmented. Carries a stable code for queries and a message for
 * people. The message does not contain the URI of the image; callers add it.
 */
public final class ImageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureCode code;

  private ImageException(FailureCode code, String message) {
    super(message);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** The stable failure code. */
  public FailureCode code() {
    return code;
  }

  public static ImageException truncated(String format, Object... values) {
    return of(FailureCode.TRUNCATED, format, values);
  }

  public static ImageException corrupt(String format, Object... values) {
    return of(FailureCode.CORRUPT, format, values);
  }

  public static ImageException unsupported(String format, Object... values) {
    return of(FailureCode.UNSUPPORTED_FORMAT, format, values);
  }

  public static ImageException tooLarge(String format, Object... values) {
    return of(FailureCode.TOO_LARGE, format, values);
  }

  public static ImageException timedOut(String format, Object... values) {
    return of(FailureCode.TIMED_OUT, format, values);
  }

  private static ImageException of(FailureCode code, String format, Object... values) {
    return new ImageException(code, String.format(Locale.ROOT, format, values));
  }
}
