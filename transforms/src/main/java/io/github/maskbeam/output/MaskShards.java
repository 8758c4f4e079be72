// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.parquet.TableReader;
import io.github.maskbeam.schemas.ShardRow;
import io.github.maskbeam.storage.Listing;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;

/** Lists the shards of masks in an output directory. Stateless and thread-safe. */
public final class MaskShards {
  private MaskShards() {}

  /**
   * The complete shards of an output directory, in the order of their numbers.
   *
   * @throws IOException if the directory cannot be listed
   */
  public static List<MaskShard> complete(OutputLayout output) throws IOException {
    Set<Integer> numbers = new TreeSet<>();
    files(
        output,
        "/*_stats.json",
        (number, name) -> {
          if (MaskShard.isStats(name)) {
            numbers.add(number);
          }
        });
    return numbers.stream()
        .map(number -> MaskShard.of(output, number))
        .collect(Collectors.toList());
  }

  /**
   * The number after the highest one of a shard, complete or not.
   *
   * @throws IOException if the directory cannot be listed
   */
  public static int nextNumber(OutputLayout output) throws IOException {
    int[] next = {0};
    files(output, "/*", (number, name) -> next[0] = Math.max(next[0], number + 1));
    return next[0];
  }

  /**
   * Deletes the files of shards that are not complete, which a failed run leaves behind. Must not
   * be called during a run.
   *
   * @throws IOException if the files cannot be listed or deleted
   */
  public static void removeIncomplete(OutputLayout output) throws IOException {
    TreeMap<Integer, Boolean> isComplete = new TreeMap<>();
    files(
        output,
        "/*",
        (number, name) -> isComplete.merge(number, MaskShard.isStats(name), Boolean::logicalOr));
    isComplete.values().removeIf(complete -> complete);
    for (Integer number : isComplete.keySet()) {
      MaskShard shard = MaskShard.of(output, number);
      StoredFile.delete(shard.tar());
      StoredFile.delete(shard.table());
    }
  }

  /**
   * Passes the row of each mask of a complete shard to a consumer.
   *
   * @throws IOException if the table cannot be read; the message says how to do without the shard
   */
  public static void rows(MaskShard shard, Consumer<ShardRow> consumer) throws IOException {
    try {
      TableReader.<ShardRow>read(
          List.of(FileSystems.matchSingleFileSpec(shard.table())),
          ShardRow.getClassSchema(),
          consumer);
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          String.format(
              "The table of a shard of masks cannot be read: %s. Delete %s and run the same 'maskbeam"
                  + " segment' again, which segments the images of this shard again.",
              e.getMessage(), shard.stats()),
          e);
    }
  }

  /**
   * Passes the id of the image of each mask in the complete shards to a consumer. An image has
   * several masks if it changed between runs.
   *
   * @throws IOException if the shards cannot be listed or read
   */
  public static void imageIds(OutputLayout output, Consumer<String> consumer) throws IOException {
    for (MaskShard shard : complete(output)) {
      rows(shard, row -> consumer.accept(row.getImageId()));
    }
  }

  private static void files(OutputLayout output, String pattern, Named consumer)
      throws IOException {
    Listing.matches(
        output.masks() + pattern,
        file -> {
          String name = file.resourceId().getFilename();
          MaskShard.numberOf(name == null ? "" : name)
              .ifPresent(number -> consumer.accept(number, name));
        });
  }

  private interface Named {
    void accept(int shard, String fileName);
  }
}
