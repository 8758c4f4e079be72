// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.options.HelpGroup;
import io.github.maskbeam.pipeline.options.HelpOption;
import io.github.maskbeam.pipeline.options.OptionsHelp;
import io.github.maskbeam.pipeline.options.OptionsParser;
import io.github.maskbeam.pipeline.options.RegisteredOptions;
import io.github.maskbeam.pipeline.options.SegmentOptions;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.Test;

/**
 * The help describes options of Beam, its runners and its file systems in words of its own, far
 * from the classes that declare them. Here all of these are on the class path, as in the jar.
 */
class RunnerOptionsTest {
  /** Groups of Beam's options, and a runner that they are for. */
  private static final Map<HelpGroup, String> RUNNERS =
      new EnumMap<>(
          Map.of(
              HelpGroup.RUNNER, "DirectRunner",
              HelpGroup.DIRECT_RUNNER, "DirectRunner",
              HelpGroup.FLINK_RUNNER, "FlinkRunner",
              HelpGroup.STORAGE, "DirectRunner"));

  /** Only in builds with the profile hdfs. */
  private static final String NOT_IN_EVERY_BUILD = "hdfsConfiguration";

  @Test
  void optionsInTheHelpExistAndHaveTheDefaultsThatItShows() throws Exception {
    for (HelpOption option : OptionsHelp.of(SegmentOptions.class)) {
      String runner = RUNNERS.get(option.group());
      if (runner != null && !option.name().equals(NOT_IN_EVERY_BUILD)) {
        PipelineOptions options =
            OptionsParser.parse(List.of("--runner=" + runner)).options().as(PipelineOptions.class);
        Map<String, Method> getters = getters();
        assertThat("the help shows it, but nothing declares it", getters, hasKey(option.name()));
        if (!option.defaultValue().equals(HelpOption.NO_DEFAULT)) {
          assertThat(
              option.name(), value(getters.get(option.name()), options), is(option.defaultValue()));
        }
      }
    }
  }

  @Test
  void everyDefaultOfMaskbeamForARunnerIsInTheHelp() throws Exception {
    Map<String, HelpOption> shown = new HashMap<>();
    OptionsHelp.of(SegmentOptions.class).forEach(option -> shown.put(option.name(), option));
    for (String runner : List.of("DirectRunner", "FlinkRunner")) {
      for (String argument : OptionsParser.parse(List.of("--runner=" + runner)).picked()) {
        String[] nameAndValue = argument.substring(2).split("=", 2);
        assertThat(shown, hasKey(nameAndValue[0]));
        assertThat(
            nameAndValue[0],
            shown.get(nameAndValue[0]).defaultValue(),
            anyOf(is(nameAndValue[1]), is(HelpOption.NO_DEFAULT)));
      }
    }
  }

  private static Map<String, Method> getters() {
    Map<String, Method> getters = new HashMap<>();
    for (Class<? extends PipelineOptions> type : RegisteredOptions.available()) {
      for (Method method : type.getMethods()) {
        if (method.getName().matches("(get|is).+") && method.getParameterCount() == 0) {
          getters.put(
              Introspector.decapitalize(method.getName().replaceFirst("get|is", "")), method);
        }
      }
    }
    return getters;
  }

  private static String value(Method getter, PipelineOptions options)
      throws ReflectiveOperationException {
    Object value =
        getter.invoke(options.as(getter.getDeclaringClass().asSubclass(PipelineOptions.class)));
    return value instanceof Class ? ((Class<?>) value).getSimpleName() : String.valueOf(value);
  }
}
