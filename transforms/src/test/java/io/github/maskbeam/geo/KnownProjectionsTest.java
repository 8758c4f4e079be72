// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.testing.Gdal;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our projections against those of PROJ, which GDAL's programs use. */
class KnownProjectionsTest {
  private static final double DEGREES_OF_A_MILLIMETER = 1e-8;

  /** Both ends of each range of codes, and what it is based on. */
  @ParameterizedTest
  @CsvSource({
    "32601, 4326",
    "32633, 4326",
    "32660, 4326",
    "32701, 4326",
    "32760, 4326",
    "25828, 4258",
    "25832, 4258",
    "25838, 4258",
    "26901, 4269",
    "26923, 4269",
    "28348, 4283",
    "28358, 4283",
    "7846, 7844",
    "7859, 7844",
    "3006, 4619",
    "3067, 4258",
    "3857, 4326",
    "3395, 4326",
    "31965, 4674",
    "31976, 4674",
    "31977, 4674",
    "31985, 4674",
    "2193, 4167",
    "2180, 9702",
    "2176, 9702",
    "2179, 9702"
  })
  void isThatOfProj(int epsg, int geographic) throws IOException, InterruptedException {
    Projection projection = KnownProjections.of(epsg).orElseThrow();
    List<double[]> points =
        Stream.of(
                new double[] {500_000, 5_800_000},
                new double[] {166_021, 4_000_000},
                new double[] {833_978, 9_000_000},
                new double[] {1_200_000, 2_000_000},
                new double[] {412_345.678, 1_234_567.89},
                // On the grids of Poland and New Zealand.
                new double[] {600_000, 500_000},
                new double[] {5_600_000, 5_700_000},
                new double[] {5_450_000, 5_500_000},
                new double[] {8_400_000, 5_600_000},
                new double[] {8_600_000, 5_900_000},
                new double[] {1_570_000, 5_180_000})
            .filter(point -> !Double.isNaN(projection.latitude(point[0], point[1])))
            .collect(Collectors.toList());
    assertThat("points in the area of the projection", points, hasSize(greaterThan(1)));
    StringBuilder input = new StringBuilder();
    points.forEach(point -> input.append(point[0] + " " + point[1] + "\n"));
    String[] output =
        Gdal.runOn(
                input.toString(),
                "gdaltransform",
                "-s_srs",
                "EPSG:" + epsg,
                "-t_srs",
                "EPSG:" + geographic,
                "-output_xy")
            .strip()
            .split("\n", -1);
    assertThat(output.length, is(points.size()));
    for (int i = 0; i < output.length; i++) {
      double[] expected =
          Arrays.stream(output[i].split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
      double x = points.get(i)[0];
      double y = points.get(i)[1];
      // At the pole, a millimeter is many degrees of longitude.
      double shrink = Math.cos(Math.toRadians(expected[1]));
      assertThat(
          output[i],
          LonLat.of(projection.longitude(x, y), 0).lon() * shrink,
          is(closeTo(LonLat.of(expected[0], 0).lon() * shrink, DEGREES_OF_A_MILLIMETER)));
      assertThat(
          output[i], projection.latitude(x, y), is(closeTo(expected[1], DEGREES_OF_A_MILLIMETER)));
    }
  }

  /** UPS and other neighbors of the ranges, stereographic and conic projections, other datums. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        32600, 32661, 32700, 32761, 25827, 25839, 26900, 26924, 31964, 31986, 2175, 28347, 28359,
        7845, 7860, 3031, 2154, 4267, 4807, 27700
      })
  void othersAreNotKnown(int epsg) {
    assertThat(KnownProjections.of(epsg), is(Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"13, 52, 0.001, 0.001", "-70.5, -33.25, 0.0001, 0.0002", "0, 89.9, 0.01, 0.002"})
  void areasAreThoseOfGeodesics(double west, double north, double width, double height)
      throws IOException, InterruptedException {
    List<Double> expected = Gdal.rowAreasM2(4326, west, north, width, height, 40);
    for (int row = 0; row < expected.size(); row++) {
      double areaM2 = Wgs84.areaM2(north - row * height, north - (row + 1) * height, width);
      assertThat(areaM2, is(closeTo(expected.get(row), 1e-6 * expected.get(row))));
    }
  }

  /** 510,065,621.724 km2 are the surface of the ellipsoid of WGS 84. */
  @Test
  void areasSumToTheGlobe() {
    assertThat(Wgs84.areaM2(90, -90, 360) / 1e6, is(closeTo(510_065_621.724, 0.001)));
  }
}
