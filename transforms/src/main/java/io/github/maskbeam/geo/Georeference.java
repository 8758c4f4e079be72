// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.schemas.GeoreferenceNote;
import io.github.maskbeam.schemas.GeoreferenceSource;
import java.util.Optional;

/** What is known about the position of an image on the ground. */
@AutoValue
public abstract class Georeference {
  /** That of an image without any. */
  public static Georeference none() {
    return builder().build();
  }

  static Georeference noted(GeoreferenceNote note) {
    return builder().setNote(note).build();
  }

  static Builder builder() {
    return new AutoValue_Georeference.Builder();
  }

  abstract Builder toBuilder();

  /** Where the position comes from; empty if there is none. */
  public abstract Optional<GeoreferenceSource> source();

  /** From pixels of the mask to coordinates of the CRS. */
  public abstract Optional<GeoTransform> transform();

  /** The CRS, only with a transform. */
  public abstract Optional<Crs> crs();

  /** The center of the image, or the position of the camera. */
  public abstract Optional<LonLat> center();

  /** The areas of pixels, only with a transform and a CRS. */
  public abstract Optional<PixelAreas> areas();

  /** Why something is not known. */
  public abstract Optional<GeoreferenceNote> note();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setSource(GeoreferenceSource source);

    abstract Builder setTransform(GeoTransform transform);

    abstract Builder setCrs(Optional<Crs> crs);

    abstract Builder setCenter(LonLat center);

    abstract Builder setAreas(PixelAreas areas);

    abstract Builder setNote(GeoreferenceNote note);

    abstract Georeference build();
  }
}
