// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.github.maskbeam.deploy.Program.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * One TaskManager runs many jobs, so that leaks per job add up. The JobManager submits them, which
 * takes less time than a client per job.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads resident memory from /proc")
class FlinkManyJobsIT {
  private static final int JOBS = 15;
  private static final Duration IN_TIME = Duration.ofMinutes(3);

  /** Jobs before the first measurement; caches and compiled code still grow during these. */
  private static final int WARM_JOBS = 5;

  /** Maximum number of class loaders of jobs: the last job, and one that is being closed. */
  private static final int MOST_JOB_CLASS_LOADERS = 2;

  /** Of metaspace, MB; a job's classes are some 17 MB. 1 MB was seen. */
  private static final double MOST_METASPACE_MB = 10;

  /** Heap pages are allocated at the start, so that growth is not heap. */
  private static final String PRE_TOUCH = "-XX:+AlwaysPreTouch";

  /**
   * Of all memory, MB, native memory too, without what the allocator keeps although it is free:
   * that grows by some 12 MB a job for a while. In 27 jobs, 9 MB were seen; a model or an
   * interpreter that stays is 10 MB a job, so 100 MB.
   */
  private static final double MOST_RESIDENT_MB = 60;

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern METASPACE =
      Pattern.compile("Both:.*? ([0-9.]+) MB \\([^)]*\\) used");
  private static final Pattern JOB_CLASS_LOADER = Pattern.compile("ChildFirstClassLoader");
  private static final double KB_PER_MB = 1024;

  @TempDir private Path directory;

  @Test
  void memoryStaysFlat() throws Exception {
    ManyImages.make(directory.resolve("photos"), 8);
    List<Double> metaspaceMb = new ArrayList<>();
    List<Double> residentMb = new ArrayList<>();
    try (LocalCluster cluster = LocalCluster.start(directory, 1, PRE_TOUCH)) {
      long taskManager = cluster.taskManagers().get(0);
      JobManagerClient rest = cluster.rest();
      String jar = rest.upload(Program.JOB_JAR);
      for (int job = 0; job < JOBS; job++) {
        rest.run(
            jar,
            IN_TIME,
            "segment",
            "--runner=FlinkRunner",
            "--attachedMode=false",
            "--parallelism=1",
            "--executionModeForBatch=BATCH_FORCED",
            "--input=" + directory.resolve("photos") + "/*.jpg",
            "--output=" + directory.resolve("out-" + job));
        // Unreachable class loaders are unloaded by a garbage collection.
        diagnose(taskManager, "GC.run");
        diagnose(taskManager, "System.trim_native_heap");
        metaspaceMb.add(found(METASPACE, diagnose(taskManager, "VM.metaspace")));
        residentMb.add(found(RESIDENT, status(taskManager)) / KB_PER_MB);
      }
      assertThat("the same process to the end", cluster.taskManagers(), is(List.of(taskManager)));
      String classLoaders = diagnose(taskManager, "VM.classloader_stats");
      System.out.printf("metaspace MB %s%nresident MB %s%n", metaspaceMb, residentMb);
      assertThat(
          classLoaders,
          JOB_CLASS_LOADER.matcher(classLoaders).results().count(),
          lessThanOrEqualTo((long) MOST_JOB_CLASS_LOADERS));
    }
    assertThat(metaspaceMb.toString(), growth(metaspaceMb), lessThan(MOST_METASPACE_MB));
    assertThat(residentMb.toString(), growth(residentMb), lessThan(MOST_RESIDENT_MB));
  }

  private static double growth(List<Double> values) {
    return values.get(JOBS - 1) - values.get(WARM_JOBS - 1);
  }

  /** Runs a diagnostic command of a JVM. */
  private String diagnose(long pid, String command) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Finished finished =
        Program.start(directory, Map.of(), List.of(jcmd, String.valueOf(pid), command))
            .finish(Duration.ofMinutes(1));
    assertThat(finished.err, finished.exitCode, is(0));
    return finished.out;
  }

  private static String status(long pid) throws IOException {
    return Files.readString(Path.of("/proc", String.valueOf(pid), "status"));
  }

  private static double found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(text, matcher.find(), is(true));
    return Double.parseDouble(matcher.group(1));
  }
}
