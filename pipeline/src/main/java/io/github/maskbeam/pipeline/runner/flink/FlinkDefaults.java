// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.runner.flink;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.runner.DefaultArguments;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Default options on Flink: all slots of the cluster, restart by region, the small job jar. */
public final class FlinkDefaults {
  private static final String CONF_DIR = "FLINK_CONF_DIR";
  private static final String JOB_JAR = "maskbeam-job.jar";
  private static final String MASTER = "--flinkMaster=";

  /** The default of Beam's runner: the cluster that Flink knows of, otherwise this process. */
  private static final String AUTO = "[auto]";

  /** The job outlives the program. */
  private static final String DETACHED = "--attachedMode=false";

  private FlinkDefaults() {}

  /**
   * The options to add to these arguments.
   *
   * @param environment the environment variables, of which one may name a Flink configuration
   * @throws UsageException if a cluster is named that does not answer, has no TaskManager, or has
   *     an https address that Beam's runner is not configured for; or if Flink has called main()
   *     and does not wait for the end of jobs
   */
  public static List<String> of(List<String> arguments, Map<String, String> environment)
      throws UsageException {
    DefaultArguments defaults = DefaultArguments.beside(arguments);
    Optional<String> master = remoteMaster(arguments);
    if (master.isPresent()) {
      requireTls(master.get(), arguments, environment);
    }
    requireAttached(arguments);
    defaults.add("--parallelism", master.isPresent() ? slots(master.get()) : cores());
    // The default, PIPELINED, restarts the whole job if a TaskManager is lost.
    defaults.add("--executionModeForBatch", "BATCH_FORCED");
    // Records are immutable, so chained operators need no copies.
    defaults.add("--fasterCopy", "true");
    if (master.isPresent()) {
      jobJar().ifPresent(jar -> defaults.add("--filesToStage", jar.toString()));
    }
    return defaults.added();
  }

  /**
   * The {@code host:port} of the cluster to submit to, if there is one; with the prefix {@code
   * https://} if the arguments have it.
   */
  public static Optional<String> remoteMaster(List<String> arguments) {
    return value(MASTER, arguments)
        .filter(master -> !master.startsWith("["))
        .map(master -> master.replaceFirst("^http://", ""));
  }

  /** Whether the job goes to the cluster whose JobManager or command line has called main(). */
  public static boolean isFlinkProgram(List<String> arguments) {
    return value(MASTER, arguments).orElse(AUTO).equals(AUTO) && FlinkProgram.isCurrent();
  }

  private static Optional<String> value(String option, List<String> arguments) {
    return arguments.stream()
        .filter(argument -> argument.startsWith(option))
        .map(argument -> argument.substring(option.length()))
        .findFirst();
  }

  /** Beam's runner ignores the scheme: only Flink's configuration makes its client use TLS. */
  private static void requireTls(
      String master, List<String> arguments, Map<String, String> environment)
      throws UsageException {
    boolean isConfigured =
        value("--flinkConfDir=", arguments).isPresent() || environment.containsKey(CONF_DIR);
    if (master.startsWith(FlinkRest.HTTPS) && !isConfigured) {
      throw new UsageException(
          ProblemCode.FLINK_TLS_NOT_CONFIGURED,
          String.format(
              "--flinkMaster=%s is an https address, but Beam's Flink runner uses TLS only if Flink's"
                  + " configuration enables it. Set security.ssl.rest.enabled and"
                  + " security.ssl.rest.truststore in a Flink configuration, and name its directory"
                  + " with --flinkConfDir or %s.",
              master, CONF_DIR));
    }
  }

  /** The runner would submit the job and then fail, since it has no results yet. */
  private static void requireAttached(List<String> arguments) throws UsageException {
    if (isFlinkProgram(arguments) && FlinkProgram.isDetached() && !isDetached(arguments)) {
      throw new UsageException(
          ProblemCode.FLINK_DETACHED,
          String.format(
              "Flink has called this program and does not let it wait for the end of its job, so the"
                  + " tables could not be committed. In application mode set execution.attached: true"
                  + " in Flink's configuration; otherwise give %s, and after the end of the job the"
                  + " command 'maskbeam verify OUT'.",
              DETACHED));
    }
  }

  /** Whether the program ends after it has submitted the job. */
  public static boolean isDetached(List<String> arguments) {
    return arguments.contains(DETACHED);
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static int slots(String master) throws UsageException {
    int slots;
    try {
      slots = FlinkRest.at(master).slots();
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          ProblemCode.FLINK_NOT_REACHABLE,
          String.format(
              "--flinkMaster=%s does not answer (%s). It takes host:port of the JobManager's REST"
                  + " interface, usually port 8081.%s",
              master,
              e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(),
              master.startsWith(FlinkRest.HTTPS)
                  ? " This JVM must trust its certificate (-Djavax.net.ssl.trustStore)."
                  : ""));
    }
    if (slots == 0) {
      throw new UsageException(
          ProblemCode.FLINK_WITHOUT_SLOTS,
          String.format(
              "The cluster at --flinkMaster=%s offers no slots: no TaskManager is registered. Start"
                  + " one.",
              master));
    }
    return slots;
  }

  /** The job jar is in the directory of the bundle. */
  private static Optional<Path> jobJar() {
    CodeSource source = FlinkDefaults.class.getProtectionDomain().getCodeSource();
    try {
      return Optional.of(Path.of(source.getLocation().toURI()).resolveSibling(JOB_JAR))
          .filter(Files::isRegularFile);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("A jar's own location is a URI", e);
    }
  }
}
