// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.rotate;
import static org.bytedeco.opencv.global.opencv_core.transpose;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The orientation tag (274) of TIFF 6.0 and EXIF 2.3: how to rotate and mirror the pixels of a file
 * so that the image is upright.
 */
public final class Orientation {
  public static final int UPRIGHT = 1;

  /** From this value on, rows of the file are columns of the upright image. */
  static final int FIRST_TRANSPOSED = 5;

  private static final int FLIP_AROUND_X_AXIS = 0;
  private static final int FLIP_AROUND_Y_AXIS = 1;
  private static final int FLIP_AROUND_BOTH_AXES = -1;

  private Orientation() {}

  public static boolean isValid(int orientation) {
    return orientation >= 1 && orientation <= 8;
  }

  /**
   * Applies an orientation to the pixels of a file.
   *
   * @param coded the pixels as stored in the file; closed unless it is the result
   * @return {@code coded} itself if it is upright already, or else a new Mat
   */
  public static Mat apply(Mat coded, int orientation) {
    if (orientation == UPRIGHT) {
      return coded;
    }
    Mat upright = new Mat();
    try (coded) {
      switch (orientation) {
        case 2:
          flip(coded, upright, FLIP_AROUND_Y_AXIS);
          break;
        case 3:
          rotate(coded, upright, ROTATE_180);
          break;
        case 4:
          flip(coded, upright, FLIP_AROUND_X_AXIS);
          break;
        case 5:
          transpose(coded, upright);
          break;
        case 6:
          rotate(coded, upright, ROTATE_90_CLOCKWISE);
          break;
        case 7:
          // Mirroring at the other diagonal is a transposition rotated by 180 degrees.
          transpose(coded, upright);
          flip(upright, upright, FLIP_AROUND_BOTH_AXES);
          break;
        case 8:
          rotate(coded, upright, ROTATE_90_COUNTERCLOCKWISE);
          break;
        default:
          throw new IllegalArgumentException(
              "orientation is " + orientation + ", but must be 1 to 8");
      }
    } catch (RuntimeException e) {
      upright.close();
      throw e;
    }
    return upright;
  }
}
