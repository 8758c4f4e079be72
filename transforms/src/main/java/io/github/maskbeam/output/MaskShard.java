// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.schemas.MaskPlace;
import io.github.maskbeam.schemas.ShardRow;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the files of a shard of masks: a WebDataset tar as img2dataset writes it, a Parquet
 * file with a row per mask, and a JSON file that is written last. A shard without the latter is not
 * complete.
 */
@AutoValue
public abstract class MaskShard {
  private static final String TAR = ".tar";
  private static final String TABLE = ".parquet";
  private static final String STATS = "_stats.json";

  /** Between the name of a tar and that of a member in a URI. */
  private static final String MEMBER = "!";

  private static final Pattern NAME =
      Pattern.compile("([0-9]{5,9})(\\.tar|\\.parquet|_stats\\.json)");

  private static final Pattern MASK = Pattern.compile("[0-9]{5,9}\\.tar![^/!]+\\.png");

  /** The shard with a number, from 0. */
  static MaskShard of(OutputLayout output, int number) {
    return new AutoValue_MaskShard(output, number);
  }

  /** The number of the shard that a file belongs to, if its name is that of a file of a shard. */
  static Optional<Integer> numberOf(String fileName) {
    Matcher matcher = NAME.matcher(fileName);
    return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }

  /** Whether a file is the one that makes a shard complete. */
  static boolean isStats(String fileName) {
    return numberOf(fileName).isPresent() && fileName.endsWith(STATS);
  }

  /**
   * What follows the directory of masks in the URI of a mask in a shard, as {@code
   * 00012.tar!key.png}; empty for a mask that is a file.
   */
  static Optional<String> member(String maskUri) {
    String name = maskUri.substring(maskUri.lastIndexOf('/') + 1);
    return Optional.of(name).filter(member -> MASK.matcher(member).matches());
  }

  abstract OutputLayout output();

  /** The number of the shard. */
  public abstract int number();

  /** The tar with the masks and their descriptions. */
  public final String tar() {
    return base() + TAR;
  }

  /** The Parquet file with a row per mask. */
  public final String table() {
    return base() + TABLE;
  }

  /** The JSON file with the counts. */
  public final String stats() {
    return base() + STATS;
  }

  /** The URI of the mask of an image in this shard. */
  public final String mask(String imageUri) {
    return tar() + MEMBER + output().key(imageUri) + ".png";
  }

  /** The place of the mask of a row of this shard's table. */
  public final MaskPlace place(ShardRow row) {
    return new MaskPlace(number(), row.getOffset(), row.getSizeBytes());
  }

  private String base() {
    return output().masks() + "/" + String.format(Locale.ROOT, "%05d", number());
  }
}
