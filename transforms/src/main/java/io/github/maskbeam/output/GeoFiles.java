// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.geo.GdalMetadata;
import io.github.maskbeam.geo.GeoTransform;
import io.github.maskbeam.geo.Georeference;
import io.github.maskbeam.geo.WorldFile;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The files beside a mask from which GIS programs know its position. */
public final class GeoFiles {
  private GeoFiles() {}

  /**
   * The file beside a mask that is missing or not that of the image's row, if there is one. Nothing
   * is read for an image without a transform. GDAL's metadata need not be the same bytes: GIS
   * programs add statistics to it.
   *
   * @throws IOException if a file exists, but cannot be read
   */
  public static Optional<String> invalid(OutputLayout output, ImageRow row) throws IOException {
    Optional<GeoTransform> transform =
        Optional.ofNullable(row.getGeoTransform()).flatMap(GeoTransform::of);
    if (transform.isEmpty()) {
      return Optional.empty();
    }
    String world = output.file(PerImage.WORLD_FILE, row);
    byte[] expected = WorldFile.format(transform.get());
    if (!StoredFile.bytes(world).filter(found -> Arrays.equals(found, expected)).isPresent()) {
      return Optional.of(world);
    }
    String metadata = output.file(PerImage.GDAL_METADATA, row);
    return StoredFile.bytes(metadata).isPresent() ? Optional.empty() : Optional.of(metadata);
  }

  /**
   * Writes the files of an image that has a transform. For another one deletes those of an earlier
   * content, which there may be only if it had a mask.
   *
   * @throws IOException if a file cannot be written or deleted
   */
  public static void write(OutputLayout output, ListedImage image, Georeference georeference)
      throws IOException {
    String world = output.file(PerImage.WORLD_FILE, image.getImageUri());
    String metadata = output.file(PerImage.GDAL_METADATA, image.getImageUri());
    if (georeference.transform().isPresent()) {
      Map<String, byte[]> contents = contents(georeference);
      AtomicFiles.write(world, contents.get(PerImage.WORLD_FILE.ending), output.temporary());
      AtomicFiles.write(metadata, contents.get(PerImage.GDAL_METADATA.ending), output.temporary());
    } else if (image.getHasMask()) {
      StoredFile.delete(world);
      StoredFile.delete(metadata);
    }
  }

  /** The files beside a mask by what replaces .png in its name; none without a transform. */
  static Map<String, byte[]> contents(Georeference georeference) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    if (georeference.transform().isPresent()) {
      GeoTransform transform = georeference.transform().get();
      contents.put(PerImage.WORLD_FILE.ending, WorldFile.format(transform));
      contents.put(
          PerImage.GDAL_METADATA.ending, GdalMetadata.format(transform, georeference.crs()));
    }
    return contents;
  }
}
