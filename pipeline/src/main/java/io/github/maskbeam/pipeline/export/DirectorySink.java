// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.Listing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * Writes a file per image, in the subdirectories and with the stems of the masks, such as {@code
 * 0a/photo-<image id>.geojson}. Thread-safe.
 */
final class DirectorySink implements FeatureSink {
  private static final String ENDING = ".geojson";
  private static final Pattern OWN =
      Pattern.compile(".*/[0-9a-f]{2}/[^/]*-[0-9a-f]{32}" + Pattern.quote(ENDING));
  private static final Written.Step NOTHING = () -> {};

  private final CheckedExport job;
  private final GeoJson geoJson;
  private final String directory;
  private final String temporary;

  DirectorySink(CheckedExport job) {
    this.job = job;
    this.geoJson = new GeoJson(job);
    this.directory = job.target().uri();
    this.temporary = OutputLayout.at(directory).temporary();
  }

  /** Deletes the files of an earlier export. */
  static void clear(String directory) throws IOException {
    List<ResourceId> earlier = new ArrayList<>();
    for (MatchResult.Metadata file : Listing.matches(directory + "/*/*" + ENDING)) {
      if (OWN.matcher(file.resourceId().toString().replace('\\', '/')).matches()) {
        earlier.add(file.resourceId());
      }
    }
    FileSystems.delete(earlier, StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  @Override
  public Written.Step accept(ImageRegions image) throws IOException {
    AtomicFiles.write(
        file(image),
        GeoJson.MIME_TYPE,
        out -> {
          try (JsonGenerator json = GeoJson.generator(out)) {
            geoJson.writeCollection(image, json);
          }
        },
        temporary);
    return NOTHING;
  }

  private String file(ImageRegions image) {
    return directory + "/" + job.names().maskStem(image.image()) + ENDING;
  }
}
