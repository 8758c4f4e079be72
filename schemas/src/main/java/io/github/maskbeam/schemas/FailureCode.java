// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

/**
 * Why an image failed: the closed list of values of the column {@code failure_code}.
 *
 * <p>A code keeps its name and meaning for good; people query by it.
 */
public enum FailureCode {
  /** Nothing is at the URI. */
  NOT_FOUND,
  /** Something is at the URI, but it may not be read with the rights of this run. */
  ACCESS_DENIED,
  /** Reading started or was tried, and broke off for another reason. */
  READ_ERROR,
  /** More bytes or pixels than the limits of this run allow. */
  TOO_LARGE,
  /** Not an image, or of a format or variant that Maskbeam does not decode. */
  UNSUPPORTED_FORMAT,
  /** An image whose contents contradict its format, checksum or coding. */
  CORRUPT,
  /** An image that ends before its pixels do; also an empty file. */
  TRUNCATED,
  /** Decoding took longer than the limit of this run allows. */
  TIMED_OUT
}
