// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.github.maskbeam.deploy.Program.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One TaskManager does many jobs: what each leaves behind adds up. */
class FlinkManyJobsIT {
  private static final int JOBS = 15;

  /** Before this many jobs, caches and the compiler still fill. */
  private static final int WARM_JOBS = 5;

  /**
   * Of metaspace, over the jobs after the warm ones. A job's classes that stay are some 17 MB, so a
   * leak would be 170 MB, and more than there is.
   */
  private static final long MOST_METASPACE_MB = 40;

  /** Of all memory, native memory too; a model or an interpreter that stays is 10 MB a job. */
  private static final long MOST_RESIDENT_MB = 150;

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final long BYTES_PER_MB = 1 << 20;
  private static final long KB_PER_MB = 1 << 10;

  @TempDir private Path directory;

  @Test
  void memoryStaysFlat() throws Exception {
    ManyImages.make(directory.resolve("photos"), 8);
    List<Long> metaspaceMb = new ArrayList<>();
    List<Long> residentMb = new ArrayList<>();
    try (LocalCluster cluster = LocalCluster.start(directory, 1)) {
      for (int job = 0; job < JOBS; job++) {
        Finished finished =
            cluster
                .submit(directory, 1, "--input=photos/*.jpg", "--output=out-" + job)
                .finish(Duration.ofMinutes(1));
        assertThat("job " + job + ": " + finished.err, finished.exitCode, is(0));
        metaspaceMb.add(
            cluster.rest().gauge("taskmanager-1", "Status.JVM.Memory.Metaspace.Used")
                / BYTES_PER_MB);
        residentMb.add(residentMb(cluster.taskManagers().get(0)));
      }
      assertThat("none was replaced", cluster.taskManagers(), hasSize(1));
    }
    System.out.println("metaspace after each job, MB: " + metaspaceMb);
    System.out.println("resident after each job, MB:  " + residentMb);
    assertThat(metaspaceMb.toString(), growth(metaspaceMb), lessThan(MOST_METASPACE_MB));
    assertThat(residentMb.toString(), growth(residentMb), lessThan(MOST_RESIDENT_MB));
  }

  private static long growth(List<Long> values) {
    return values.get(JOBS - 1) - values.get(WARM_JOBS - 1);
  }

  private static long residentMb(long pid) throws IOException {
    Matcher resident =
        RESIDENT.matcher(Files.readString(Path.of("/proc", String.valueOf(pid), "status")));
    assertThat(resident.find(), is(true));
    return Long.parseLong(resident.group(1)) / KB_PER_MB;
  }
}
