// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file {@code <image>.aux.xml} of GDAL, which QGIS and others read, too. */
public final class GdalMetadata {
  private GdalMetadata() {}

  /** The content of the file. The CRS is given by its code, whose axes GDAL takes as x and y. */
  public static byte[] format(GeoTransform transform, Optional<Crs> crs) {
    String numbers =
        transform.coefficients().stream().map(Object::toString).collect(Collectors.joining(", "));
    String text =
        "<PAMDataset>\n"
            + crs.map(known -> "  <SRS>" + known + "</SRS>\n").orElse("")
            + "  <GeoTransform>"
            + numbers
            + "</GeoTransform>\n</PAMDataset>\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
