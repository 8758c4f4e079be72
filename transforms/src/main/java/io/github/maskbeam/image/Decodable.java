// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

import com.google.auto.value.AutoValue;
import java.util.List;

/**
 * A verified file in a form that OpenCV decodes correctly, and how its samples become RGB. OpenCV
 * misreads some valid files, mostly TIFF, so these are presented to it in pieces or with an edited
 * header.
 */
@AutoValue
public abstract class Decodable {
  /** How the samples are distributed over {@link #content}. */
  public enum Layout {
    /** One file, decoded as RGB; OpenCV drops an alpha channel without applying it. */
    COLOR,
    /** One file, decoded as RGB and alpha. */
    COLOR_AND_ALPHA,
    /** One gray file of twice the width: gray and alpha in turn. */
    GRAY_AND_ALPHA,
    /** One gray file for each channel: gray, gray and alpha, RGB, or RGB and alpha. */
    PLANES
  }

  /** The range of the samples. */
  public enum Samples {
    /** 8 bits, or fewer that OpenCV scales to 8. */
    EIGHT_BITS,
    /** 16 bits that may contain samples of fewer bits. */
    SIXTEEN_BITS
  }

  /** What the samples mean. */
  public enum Meaning {
    /** Color or brightness; alpha is separate from it. */
    PLAIN,
    /** Brightness with 0 as white. */
    INVERTED,
    /** Color that is already multiplied by the alpha channel (associated alpha). */
    MULTIPLIED_BY_ALPHA
  }

  /** Provides the files one after another; a call may overwrite the result of the last one. */
  public interface Contents {
    byte[] at(int index) throws ImageException;
  }

  public abstract Layout layout();

  public abstract Samples samples();

  public abstract Meaning meaning();

  /** The number of files: 1, or the number of channels for {@link Layout#PLANES}. */
  public abstract int files();

  abstract Contents contents();

  /** Areas without data, which are black. */
  public abstract List<Blank> blanks();

  /**
   * The content of file {@code index}; an empty array if all of it is blank. Valid until the next
   * call.
   */
  public final byte[] content(int index) throws ImageException {
    return contents().at(index);
  }

  /** A file that OpenCV decodes as it is, with 8 or fewer bits per sample. */
  public static Decodable of(byte[] content) {
    return of(content, Samples.EIGHT_BITS);
  }

  /** A file that OpenCV decodes as it is. */
  public static Decodable of(byte[] content, Samples samples) {
    return of(Layout.COLOR, samples, Meaning.PLAIN, 1, index -> content, List.of());
  }

  /** A file that OpenCV decodes in pieces or with its content edited. */
  public static Decodable of(
      Layout layout,
      Samples samples,
      Meaning meaning,
      int files,
      Contents contents,
      List<Blank> blanks) {
    return new AutoValue_Decodable(layout, samples, meaning, files, contents, blanks);
  }

  /** An area of one file, in pixels; it is within the image. */
  @AutoValue
  public abstract static class Blank {
    public abstract int file();

    public abstract int xPx();

    public abstract int yPx();

    public abstract int widthPx();

    public abstract int heightPx();

    public static Blank of(int file, int xPx, int yPx, int widthPx, int heightPx) {
      return new AutoValue_Decodable_Blank(file, xPx, yPx, widthPx, heightPx);
    }
  }
}
