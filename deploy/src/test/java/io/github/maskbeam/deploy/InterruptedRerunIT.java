// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.deploy.Program.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that add an image to an output are killed at random moments, as machines die. The next
 * command sees all of the earlier tables, or all of the new ones.
 *
 * <p>{@code -Dmaskbeam.killSeed=SEED} draws the moments of an earlier run again, and {@code
 * -Dmaskbeam.rerunKills=NUMBER} draws more of them.
 */
class InterruptedRerunIT {
  private static final int IMAGES = 40;
  private static final int KILLS = Integer.getInteger("maskbeam.rerunKills", 6);
  private static final Duration IN_TIME = Duration.ofMinutes(3);

  @TempDir private Path directory;

  @Test
  void theNextCommandSeesTheEarlierTablesOrTheNewOnes() throws Exception {
    directory = directory.toRealPath();
    ManyImages.make(directory.resolve("photos"), IMAGES);
    assertEndsWell(segment());
    long startNanos = System.nanoTime();
    assertEndsWell(segment());
    long rerunMs = Duration.ofNanos(System.nanoTime() - startNanos).toMillis();

    long seed = Long.getLong("maskbeam.killSeed", System.nanoTime());
    System.out.println("-Dmaskbeam.killSeed=" + seed);
    Random random = new Random(seed);
    String earlier = whole(IMAGES);
    for (int kill = 0; kill < KILLS; kill++) {
      Path more = directory.resolve("photos/more-" + kill + ".jpg");
      Files.createLink(more, directory.resolve("photos/photo-0000.jpg"));
      // The JVM starts in the first part of this time, when nothing can be lost.
      long killMs = rerunMs / 3 + random.nextInt((int) rerunMs);
      String moment =
          String.format("-Dmaskbeam.killSeed=%d, kill %d after %d ms", seed, kill, killMs);
      boolean isKilled;
      try (Program run = segment()) {
        isKilled = run.killAfter(Duration.ofMillis(killMs));
      }
      String rows = query();
      System.out.printf("%s (%s): %s%n", isKilled ? "killed" : "ended", moment, rows);
      assertThat(moment, rows, anyOf(is(earlier), is(whole(IMAGES + kill + 1))));
      earlier = rows;
    }
    assertEndsWell(segment());
    assertThat(query(), is(whole(IMAGES + KILLS)));
    assertEndsWell(program("verify", "out"));
  }

  /** The first run stands still while the second is refused, so that it cannot end before. */
  @Test
  void aSecondRunIsRefusedWhileOneIsAtWork() throws Exception {
    directory = directory.toRealPath();
    ManyImages.make(directory.resolve("photos"), IMAGES);
    Files.createDirectories(directory.resolve("others"));
    Files.createLink(
        directory.resolve("others/one.jpg"), directory.resolve("photos/photo-0000.jpg"));
    try (Program first = segment()) {
      first.awaitWhileRunning(
          "it has the lock", IN_TIME, () -> Files.exists(directory.resolve("out/run.lock")));
      first.signal("STOP");
      Finished second = program("segment", "--input=others/*.jpg", "--output=out").finish(IN_TIME);
      assertThat(second.err, second.exitCode, is(2));
      assertThat(second.err, containsString("maskbeam: OUTPUT_IN_USE: "));
      first.signal("CONT");
      assertEndsWell(first);
    }
    assertThat(query(), is(whole(IMAGES)));
    assertEndsWell(program("verify", "out"));
  }

  private static String whole(int images) {
    return images + ",0";
  }

  /** Rows of table images, and images whose size is not the sum of their areas. */
  private String query() throws IOException, InterruptedException {
    Finished finished =
        program(
                "query",
                "out",
                "SELECT count(*), count(*) FILTER (WHERE width_px * height_px IS DISTINCT FROM"
                    + " (SELECT sum(area_px) FROM class_areas a WHERE a.image_id = i.image_id))"
                    + " FROM images i",
                "--format=csv")
            .finish(IN_TIME);
    assertThat(finished.err, finished.exitCode, is(0));
    return finished.out.lines().skip(1).findFirst().orElse("");
  }

  private Program segment() throws IOException {
    return program("segment", "--input=photos/*.jpg", "--output=out");
  }

  private Program program(String... arguments) throws IOException {
    return Program.bundle(directory, List.of(arguments));
  }

  private static void assertEndsWell(Program run) throws IOException, InterruptedException {
    Finished finished = run.finish(IN_TIME);
    assertThat(finished.out + finished.err, finished.exitCode, is(0));
  }
}
