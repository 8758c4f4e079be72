// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.runner.flink;

import java.util.Map;
import java.util.Optional;

/**
 * The Flink program that this is a part of, if Flink's command line or a JobManager has called
 * main(). It does not use Flink's classes by type, because this module does not depend on runners.
 */
final class FlinkProgram {
  private static final String ENVIRONMENT = "org.apache.flink.api.java.ExecutionEnvironment";

  /** The environment of a program; others belong to a JVM that runs on its own. */
  private static final String OF_PROGRAMS = "org.apache.flink.client.program.ContextEnvironment";

  /** Whether executing a job waits for its end. */
  private static final String ATTACHED = "execution.attached";

  private FlinkProgram() {}

  /** Whether Flink has called main(). */
  static boolean isCurrent() {
    return settings().isPresent();
  }

  /** Whether Flink has called main(), and the execution of a job returns before its end. */
  static boolean isDetached() {
    return settings().map(settings -> !"true".equals(settings.get(ATTACHED))).orElse(false);
  }

  private static Optional<Map<?, ?>> settings() {
    try {
      Object environment =
          Class.forName(ENVIRONMENT).getMethod("getExecutionEnvironment").invoke(null);
      if (!environment.getClass().getName().equals(OF_PROGRAMS)) {
        return Optional.empty();
      }
      Object configuration =
          environment.getClass().getMethod("getConfiguration").invoke(environment);
      return Optional.of(
          (Map<?, ?>) configuration.getClass().getMethod("toMap").invoke(configuration));
    } catch (ReflectiveOperationException e) {
      // There is no Flink, or one that is unknown, whose job then says what is wrong.
      return Optional.empty();
    }
  }
}
