// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.Optional;
import javax.annotation.Nullable;

/** Where the georeference of images is looked for. Immutable. */
@AutoValue
public abstract class GeoSettings implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Where the georeference of an image is. */
  public enum Place {
    /** In the image itself. */
    EMBEDDED,
    /** In the image, otherwise in a world file beside it, which takes up to three requests. */
    WORLDFILE,
    /** Not looked for. */
    NONE
  }

  /** The default: in the image itself. */
  public static GeoSettings embedded() {
    return of(Place.EMBEDDED, Optional.empty());
  }

  /**
   * Creates settings.
   *
   * @param crs the CRS of images that have a transform, but no CRS
   */
  public static GeoSettings of(Place place, Optional<Crs> crs) {
    return new AutoValue_GeoSettings(place, crs.orElse(null));
  }

  /** Where the georeference is looked for. */
  public abstract Place place();

  @Nullable
  abstract Crs crsOrNull();

  /** The CRS of images that have a transform, but no CRS. */
  public final Optional<Crs> crs() {
    return Optional.ofNullable(crsOrNull());
  }
}
