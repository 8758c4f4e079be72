// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

/**
 * Why an image failed: the closed list of values of the column {@code failure_code}.
 *
 * <p>Names and meanings never change, because queries depend on them.
 */
public enum FailureCode {
  /** There is no file at the URI. */
  NOT_FOUND,
  /** The run does not have permission to read the file. */
  ACCESS_DENIED,
  /** Reading the file failed for any other reason. */
  READ_ERROR,
  /** The file has more bytes or pixels than a limit of this run allows. */
  TOO_LARGE,
  /** The file is not an image, or its format or variant is not supported. */
  UNSUPPORTED_FORMAT,
  /** The content violates the image format, a checksum or the coding. */
  CORRUPT,
  /** The file is empty or ends before the last pixel. */
  TRUNCATED,
  /** Decoding exceeded the time limit of this run. */
  TIMED_OUT
}
