// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.deploy.Program.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process of a run is killed, as machines die, and the same command is given again.
 *
 * <p>The moments of the kills are drawn from a seed, which is printed; {@code
 * -Dmaskbeam.killSeed=SEED} draws the same moments again.
 */
class InterruptedRunIT {
  private static final int IMAGES = 300;
  private static final int KILLS = 5;
  private static final Duration IN_TIME = Duration.ofMinutes(3);

  private static final List<String> TABLES =
      List.of(
          "SELECT * EXCLUDE (decode_ms, inference_ms, processed_at) FROM {images} ORDER BY ALL",
          "SELECT * FROM {class_areas} ORDER BY ALL",
          "SELECT * FROM {class_coverage} ORDER BY ALL");

  @TempDir private static Path directory;

  /** What a run that nobody interrupts leaves. */
  private static Output whole;

  @BeforeAll
  static void runWithoutInterruption() throws Exception {
    directory = directory.toRealPath();
    ManyImages.make(directory.resolve("photos"), IMAGES - 1);
    Files.writeString(directory.resolve("photos/notes.jpg"), "not an image");
    Finished finished = segment("whole").finish(IN_TIME);
    assertThat(finished.err, finished.exitCode, is(0));
    whole = Output.at(directory.resolve("whole"));
  }

  @Test
  void whatWasDoneIsKeptAndTheRestIsDoneOnce() throws Exception {
    long seed = Long.getLong("maskbeam.killSeed", System.nanoTime());
    System.out.println("-Dmaskbeam.killSeed=" + seed);
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      Path output = directory.resolve("killed-" + kill);
      String moment = "-Dmaskbeam.killSeed=" + seed + ", kill " + kill;
      // The last of them when all masks are there and tables are being written or about to be.
      int masks = kill == KILLS - 1 ? IMAGES - 1 : random.nextInt(IMAGES - 1);
      long kept = killWhenThereAre(masks, output, moment);
      System.out.printf("killed with %d masks (%s)%n", kept, moment);

      Finished rerun = segment(output.getFileName().toString()).finish(IN_TIME);
      assertThat(moment + rerun.err, rerun.exitCode, is(0));
      assertThat(moment, Output.at(output).counts(), is(List.of(IMAGES, IMAGES - 1, 1)));
      JsonNode counts =
          new ObjectMapper().readTree(output.resolve("run.json").toFile()).get("counts");
      assertThat(moment, counts.get("already_done").asLong(), is(kept));
      assertThat(moment, counts.get("inferences").asLong(), is(IMAGES - 1 - kept));
      assertSame(moment, Output.at(output));
    }
  }

  private static long killWhenThereAre(int masks, Path output, String moment) throws Exception {
    try (Program run = segment(output.getFileName().toString())) {
      run.awaitWhileRunning(
          "the run began and " + masks + " masks are there",
          IN_TIME,
          () ->
              Files.exists(output.resolve("run.json"))
                  && Output.at(output).maskFiles().size() >= masks);
      run.kill();
    }
    assertThat(
        moment,
        Files.readString(output.resolve("run.json")),
        containsString("\"state\" : \"RUNNING\""));
    return Output.at(output).maskFiles().size();
  }

  private static void assertSame(String moment, Output output) throws Exception {
    for (String rows : TABLES) {
      List<String> expected = whole.rows(rows);
      assertThat(moment, output.rows(rows), is(expected));
      assertThat(moment, expected.size(), is(greaterThan(1)));
    }
    Map<String, List<String>> masks = output.masks();
    assertThat(moment, masks.keySet(), hasSize(IMAGES - 1));
    assertThat(moment, masks, is(whole.masks()));
    assertThat(moment, output.files(), is(whole.files()));
  }

  private static Program segment(String output) throws IOException {
    return Program.bundle(
        directory, List.of("segment", "--input=photos/*.jpg", "--output=" + output));
  }
}
