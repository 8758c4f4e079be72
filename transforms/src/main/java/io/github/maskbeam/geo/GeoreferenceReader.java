// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.exif.TiffDirectory;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.schemas.GeoreferenceNote;
import io.github.maskbeam.schemas.GeoreferenceSource;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds the georeference of images. A broken one never fails an image: what cannot be used is null,
 * with a note. Thread-safe.
 */
public final class GeoreferenceReader {
  private final GeoSettings settings;

  public GeoreferenceReader(GeoSettings settings) {
    this.settings = settings;
  }

  /**
   * Finds the georeference of an image.
   *
   * @param content the whole file
   * @param worldFile reads the world file of the image, if there is one; called only if world files
   *     are looked for, and the image itself has no transform
   */
  public Georeference read(byte[] content, ImageHeader header, WorldFileReader worldFile) {
    if (settings.place() == GeoSettings.Place.NONE) {
      return Georeference.none();
    }
    Optional<TiffDirectory> fields = fields(content, header.format());
    Optional<GeoTiff> geoTiff =
        header.format() == ImageFormat.TIFF ? fields.map(GeoTiff::read) : Optional.empty();
    Optional<GeoTransform> embedded = geoTiff.flatMap(GeoTiff::transform);
    if (embedded.isPresent()) {
      return located(GeoreferenceSource.GEOTIFF, embedded.get(), geoTiff, header);
    }
    Optional<GeoreferenceNote> note = geoTiff.flatMap(GeoTiff::transformNote);
    if (settings.place() == GeoSettings.Place.WORLDFILE) {
      try {
        Optional<byte[]> text = worldFile.read();
        Optional<GeoTransform> beside = text.flatMap(WorldFile::parse);
        if (beside.isPresent()) {
          return located(GeoreferenceSource.WORLD_FILE, beside.get(), geoTiff, header);
        }
        note =
            Optional.of(
                text.isPresent()
                    ? GeoreferenceNote.WORLD_FILE_INVALID
                    : note.orElse(GeoreferenceNote.WORLD_FILE_MISSING));
      } catch (IOException e) {
        note = Optional.of(GeoreferenceNote.WORLD_FILE_UNREADABLE);
      }
    }
    Georeference gps = fields.map(GpsPosition::read).orElseGet(Georeference::none);
    // What the user asked for, or what should have a transform, is the more important note.
    return note.isPresent() ? gps.toBuilder().setNote(note.get()).build() : gps;
  }

  private Georeference located(
      GeoreferenceSource source,
      GeoTransform transform,
      Optional<GeoTiff> geoTiff,
      ImageHeader header) {
    Optional<Crs> crs = geoTiff.flatMap(GeoTiff::crs);
    Optional<GeoreferenceNote> crsNote = geoTiff.flatMap(GeoTiff::crsNote);
    boolean isMissing =
        !crs.isPresent()
            && crsNote.orElse(GeoreferenceNote.CRS_MISSING) == GeoreferenceNote.CRS_MISSING;
    return Located.of(source, transform, isMissing ? settings.crs() : crs, crsNote, header);
  }

  /** The fields of an image; none if they are damaged, which its decoding finds. */
  private static Optional<TiffDirectory> fields(byte[] content, ImageFormat format) {
    try {
      return FormatReaders.fields(content, format);
    } catch (ImageException e) {
      return Optional.empty();
    }
  }

  /** Reads the world file of an image. */
  public interface WorldFileReader {
    /** The content of the first one that exists. */
    Optional<byte[]> read() throws IOException;
  }
}
