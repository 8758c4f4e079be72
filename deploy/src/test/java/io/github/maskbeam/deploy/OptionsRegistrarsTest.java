// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;
import org.junit.jupiter.api.Test;

/** The jars do not have Beam's list of registrars of options, but ours. */
class OptionsRegistrarsTest {
  @Test
  void listHasAllRegistrarsOfTheClassPath() throws Exception {
    List<String> services =
        ServiceLoader.load(PipelineOptionsRegistrar.class).stream()
            .map(service -> service.type().getName())
            .distinct()
            .collect(Collectors.toList());
    assertThat(services.isEmpty(), is(false));
    try (InputStream list =
        getClass().getResourceAsStream("/META-INF/maskbeam/pipeline-options-registrars")) {
      List<String> names =
          Arrays.asList(
              new String(list.readAllBytes(), StandardCharsets.UTF_8).strip().split("\\s+"));
      assertThat(names, hasItems(services.toArray(new String[0])));
      assertThat(names, not(hasItems("")));
    }
  }
}
