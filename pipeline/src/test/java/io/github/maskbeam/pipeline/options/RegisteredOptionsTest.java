// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Set;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.io.aws2.options.AwsOptions;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.ApplicationNameOptions;
import org.apache.beam.sdk.options.ExperimentalOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegisteredOptionsTest {
  @BeforeEach
  void forgetWhatOtherTestsRegistered() {
    RegisteredOptions.withoutRegistrars(PipelineOptionsFactory::resetCache);
  }

  @AfterEach
  void registerAll() {
    PipelineOptionsFactory.resetCache();
  }

  @Test
  void registersNothingElseWithoutArguments() {
    assertThat(registered(), containsInAnyOrder(SegmentOptions.class));
  }

  @Test
  void registersNothingElseForOptionsOfTheCommandAndOfAllPipelines() {
    assertThat(
        registered("--input=a.jpg", "--runner=DirectRunner", "--jobName=a"),
        containsInAnyOrder(SegmentOptions.class));
  }

  @Test
  void registersWhatDeclaresAnOption() {
    assertThat(
        registered("--targetParallelism=2"),
        containsInAnyOrder(SegmentOptions.class, DirectOptions.class));
    assertThat(registered("--s3ThreadPoolSize=2"), hasItems(S3Options.class));
    assertThat(registered("--experiments=a"), hasItems(ExperimentalOptions.class));
  }

  @Test
  void registersWhatDeclaresAnOptionAndNotWhatInheritsIt() {
    assertThat(
        registered("--awsRegion=eu-west-1", "--appName"),
        containsInAnyOrder(SegmentOptions.class, AwsOptions.class, ApplicationNameOptions.class));
  }

  @Test
  void doesNotRegisterWhatAnotherExtends() {
    assertThat(
        registered("--awsRegion=eu-west-1", "--s3ThreadPoolSize=2"),
        containsInAnyOrder(SegmentOptions.class, S3Options.class));
  }

  /** Beam then suggests an option of any of them. */
  @Test
  void registersEverythingForAnUnknownOption() {
    Set<Class<? extends PipelineOptions>> all = registered("--targetParalelism=2");
    assertThat(all.containsAll(RegisteredOptions.available()), is(true));
    assertThat(all, hasItems(DirectOptions.class, S3Options.class, ExperimentalOptions.class));
  }

  @Test
  void restoresTheClassLoaderOfTheThread() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    registered("--targetParallelism=2");
    assertThat(Thread.currentThread().getContextClassLoader(), is(before));
  }

  private static Set<Class<? extends PipelineOptions>> registered(String... arguments) {
    RegisteredOptions.register(List.of(arguments), SegmentOptions.class);
    return PipelineOptionsFactory.getRegisteredOptions();
  }
}
