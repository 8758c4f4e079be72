// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.storage.FirstMatch;
import io.github.maskbeam.storage.Listing;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;

/** Checks that the search for a match finds what a listing lists, and nothing else. */
public final class FirstMatches {
  private FirstMatches() {}

  /** Checks it for one pattern, and returns how many files it matches. */
  public static int check(String pattern, PipelineOptions options) throws IOException {
    List<String> listed =
        Listing.files(pattern).stream()
            .map(file -> file.resourceId().toString())
            .collect(Collectors.toList());
    Optional<String> first = FirstMatch.find(pattern, file -> true, options);
    assertThat(pattern, first.isPresent(), is(!listed.isEmpty()));
    if (first.isPresent()) {
      assertThat(listed, hasItem(first.get()));
    }
    for (String file : listed) {
      assertThat(FirstMatch.find(pattern, file::equals, options), is(Optional.of(file)));
    }
    assertThat(FirstMatch.find(pattern, file -> false, options), is(Optional.empty()));
    return listed.size();
  }
}
