// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.errors.Causes;
import java.io.IOException;
import java.util.Optional;

/** Thrown if the mask of an image cannot be named as its image, see {@link MaskNames#STEM}. */
public final class MaskNameException extends IOException {
  private static final long serialVersionUID = 1L;

  private MaskNameException(String message) {
    super(message);
  }

  /** Two images of the same run have the same mask. */
  public static MaskNameException clash(OutputLayout output, String imageUri, String otherUri) {
    boolean isFirst = imageUri.compareTo(otherUri) < 0;
    String first = isFirst ? imageUri : otherUri;
    return new MaskNameException(
        String.format(
            "%s and %s would have the same mask, %s%s. Rename one of them, segment them to"
                + " different outputs, or omit --maskNames=stem.",
            first,
            isFirst ? otherUri : imageUri,
            output.mask(first),
            output.mask(imageUri).equals(output.mask(otherUri))
                ? ""
                : " on file systems that do not distinguish case"));
  }

  /**
   * The output has the mask of another image.
   *
   * @param owner the image of that mask, or the reason why it is another one
   */
  static MaskNameException taken(OutputLayout output, String imageUri, String owner) {
    return new MaskNameException(
        String.format(
            "%s would have the mask %s, but %s. Use another output, or rename the image.",
            imageUri, output.mask(imageUri), owner));
  }

  /** A name that masks cannot have. */
  static MaskNameException unusable(String imageUri, String problem) {
    return new MaskNameException(
        String.format(
            "The mask of %s cannot be named as the image: %s. Rename the image, or omit"
                + " --maskNames=stem.",
            imageUri, problem));
  }

  /**
   * The message of the exception of this kind among the causes of another one, if there is one.
   * Runners may pass on the text of an exception only.
   */
  public static Optional<String> messageIn(Throwable thrown) {
    String prefix = MaskNameException.class.getName() + ": ";
    for (Throwable cause : Causes.chain(thrown)) {
      if (cause instanceof MaskNameException) {
        return Optional.of(cause.getMessage());
      }
      String text = String.valueOf(cause.getMessage());
      if (text.contains(prefix)) {
        return text.substring(text.indexOf(prefix) + prefix.length()).lines().findFirst();
      }
    }
    return Optional.empty();
  }
}
