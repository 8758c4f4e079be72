// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms.metrics;

import io.github.maskbeam.schemas.FailureCode;

/** The names of the Beam metrics of a run. Counters count images unless their name has a unit. */
public final class MetricNames {
  /** The namespace of all of them. */
  public static final String NAMESPACE = "maskbeam";

  /** Counter: distinct image URIs in the input. */
  public static final String IMAGES_LISTED = "images_listed";

  /** Counter: repeated image URIs, which are dropped. */
  public static final String DUPLICATES = "duplicates";

  /** Counter: images that several rows of a manifest name with different values. */
  public static final String DIFFERING_ROWS = "differing_rows";

  /** Counter: files in directories and archives of the input that are not named as images are. */
  public static final String FILES_LEFT_OUT = "files_left_out";

  /** Counter: images that this run segmented. */
  public static final String SUCCEEDED = "succeeded";

  /** Counter: tiles that this run segmented; none if each image is segmented as a whole. */
  public static final String TILES = "tiles";

  /** Counter: images that failed in this run. */
  public static final String FAILED = "failed";

  /** Counter: images whose mask was in the output already; they are not segmented again. */
  public static final String ALREADY_DONE = "already_done";

  /** Counter: images that failed in a previous run and were not tried again. */
  public static final String ALREADY_FAILED = "already_failed";

  /** Counter: masks in the output of images that are not in this run's input. */
  public static final String MASKS_OF_OTHER_IMAGES = "masks_of_other_images";

  /** Counter: masks in shards of images that were segmented again or failed since. */
  public static final String REPLACED_MASKS = "replaced_masks";

  /** Counter: overlays that were asked for and could not be made. */
  public static final String OVERLAYS_MISSING = "overlays_missing";

  /** Counter of an evaluation: images compared with their ground truth, including failures. */
  public static final String IMAGES_COMPARED = "images_compared";

  /** Counter: bytes of image files read. */
  public static final String BYTES_READ = "bytes_read";

  /** Distribution: microseconds to decode one image. */
  public static final String DECODE_US = "decode_us";

  /** Distribution: microseconds of the inferences of one image. */
  public static final String INFERENCE_US = "inference_us";

  /**
   * Counter: the sum of {@link #DECODE_US}, for monitoring that does not show distributions, such
   * as Prometheus by Flink's reporter.
   */
  public static final String DECODE_US_SUM = "decode_us_sum";

  /** Counter: the sum of {@link #INFERENCE_US}, see {@link #DECODE_US_SUM}. */
  public static final String INFERENCE_US_SUM = "inference_us_sum";

  private static final String FAILED_PREFIX = "failed_";

  private MetricNames() {}

  /** Counter: images that failed with this code. */
  public static String failed(FailureCode code) {
    return FAILED_PREFIX + code;
  }
}
