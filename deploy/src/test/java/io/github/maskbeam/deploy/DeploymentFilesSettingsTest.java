// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static io.github.maskbeam.deploy.DeploymentFiles.FLINK_PROPERTIES;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.Test;

/** The settings that the image bakes in, as Flink itself and its image's entry point read them. */
class DeploymentFilesSettingsTest {
  private static final Path LOCAL_CLUSTER = Path.of("flink", "conf", "flink-conf.yaml");

  /** The entry point drops blanks, keeps quotes, and ends the key at the first colon. */
  private static final Pattern LINE = Pattern.compile("[a-z][A-Za-z.-]+: [^\\s\"'#]+");

  /** {@code local-cluster.sh} gives each process its slots and its place for natives itself. */
  private static final Set<String> GIVEN_BY_LOCAL_SCRIPT =
      Set.of(
          "taskmanager.numberOfTaskSlots",
          "env.java.opts.taskmanager",
          "env.java.opts.client",
          "metrics.reporter.prom.factory.class",
          "metrics.reporter.prom.port");

  /** Options whose key has a name, so that Flink has no constant for it. */
  private static final Set<String> OF_REPORTERS =
      Set.of("metrics.reporter.prom.factory.class", "metrics.reporter.prom.port");

  /** The image has Java 11, and its own configuration has what Java 17 would want. */
  private static final Set<String> OF_JAVA_17 = Set.of("env.java.opts.all");

  private static final List<Class<?>> OPTIONS =
      List.of(
          CoreOptions.class,
          HeartbeatManagerOptions.class,
          JobManagerOptions.class,
          MetricOptions.class,
          NettyShuffleEnvironmentOptions.class,
          RestartStrategyOptions.class,
          TaskManagerOptions.class);

  @Test
  void theEntryPointReadsEachLineAsWritten() throws Exception {
    for (String line : Files.readAllLines(FLINK_PROPERTIES)) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        assertThat(line, LINE.matcher(line).matches(), is(true));
      }
    }
  }

  @Test
  void noKeyIsAPrefixOfAnother() throws Exception {
    Map<String, String> settings = DeploymentFiles.settings(FLINK_PROPERTIES);
    for (String key : settings.keySet()) {
      for (String other : settings.keySet()) {
        assertThat(key + " would nest", other.startsWith(key + "."), is(false));
      }
    }
  }

  @Test
  void flinkKnowsEachSettingAndCanReadItsValue() throws Exception {
    Map<String, String> settings = DeploymentFiles.settings(FLINK_PROPERTIES);
    settings.keySet().removeAll(OF_REPORTERS);
    Configuration configuration = Configuration.fromMap(settings);
    Map<String, ConfigOption<?>> options = options();
    Map<String, String> unknown = new HashMap<>(settings);
    unknown.keySet().removeAll(options.keySet());
    assertThat(unknown, is(anEmptyMap()));
    for (String key : settings.keySet()) {
      assertThat(key, configuration.getOptional(options.get(key)).isPresent(), is(true));
    }
    assertThat(
        configuration.get(
            RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF),
        is(Duration.ofSeconds(10)));
  }

  @Test
  void theTaskManagersMemoryAddsUp() throws Exception {
    Configuration configuration = Configuration.fromMap(DeploymentFiles.settings(FLINK_PROPERTIES));
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    assertThat(memory.getTotalProcessMemorySize(), is(MemorySize.parse("2112m")));
    assertThat(memory.getTaskOffHeapSize(), is(MemorySize.parse("512m")));
    assertThat("heap for records", memory.getTaskHeapSize().getMebiBytes(), greaterThan(256));
  }

  /** So what the tests on the local cluster find of the settings holds for the image's too. */
  @Test
  void theLocalClusterIsSetUpTheSame() throws Exception {
    Map<String, String> image = DeploymentFiles.settings(FLINK_PROPERTIES);
    Map<String, String> local = DeploymentFiles.settings(LOCAL_CLUSTER);
    image.keySet().removeAll(GIVEN_BY_LOCAL_SCRIPT);
    local.keySet().removeAll(OF_JAVA_17);
    // The same option under the name that it had up to Flink 1.16.
    local.put("restart-strategy.type", local.remove("restart-strategy"));
    local.replaceAll((key, value) -> value.replace(" ", ""));
    assertThat(image, is(local));
  }

  private static Map<String, ConfigOption<?>> options() throws IllegalAccessException {
    Map<String, ConfigOption<?>> options = new HashMap<>();
    for (Class<?> holder : OPTIONS) {
      for (Field field : holder.getFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
          ConfigOption<?> option = (ConfigOption<?>) field.get(null);
          options.put(option.key(), option);
        }
      }
    }
    return options;
  }
}
