// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.pipeline.runner.Runners;
import io.github.maskbeam.pipeline.runner.flink.FlinkDefaults;
import io.github.maskbeam.pipeline.runner.flink.FlinkRest;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/** Parsed arguments, and the defaults that were added to them. */
@AutoValue
public abstract class ParsedOptions<T extends PipelineOptions> {
  static <T extends PipelineOptions> ParsedOptions<T> of(
      T options, List<String> given, List<String> picked) {
    return new AutoValue_ParsedOptions<>(options, given, picked);
  }

  /** The options. */
  public abstract T options();

  /** The arguments. */
  abstract List<String> given();

  /** The defaults that were added for the runner. */
  public abstract List<String> picked();

  /** The address of the Flink cluster that the job is submitted to, if there is one. */
  public Optional<String> flinkMaster() {
    return isFlink() ? FlinkDefaults.remoteMaster(given()) : Optional.empty();
  }

  /** Whether the client ends after it has submitted the job. */
  public boolean isDetached() {
    return isFlink() && FlinkDefaults.isDetached(given());
  }

  /** Where Beam's FlinkRunner runs the job, for people: "at ADDRESS", "in this process". */
  public String flinkPlace() {
    return flinkMaster()
        .map(master -> "at " + FlinkRest.at(master).address())
        .orElse(
            FlinkDefaults.isFlinkProgram(given())
                ? "in the cluster of this Flink program"
                : "in this process");
  }

  public boolean isFlink() {
    return Runners.isFlink(options());
  }
}
