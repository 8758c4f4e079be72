// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static io.github.maskbeam.pipeline.testing.GeoImages.HEIGHT_PX;
import static io.github.maskbeam.pipeline.testing.GeoImages.WIDTH_PX;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskbeam.pipeline.testing.GeoImages;
import io.github.maskbeam.pipeline.testing.GeoRun;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.TiffTags;
import io.github.maskbeam.testing.Gdal;
import io.github.maskbeam.testing.TiffFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images without a georeference, with one of several kinds, and with a broken one. */
class GeoreferenceInputsTest {
  @TempDir private Path directory;
  private GeoRun run;

  @BeforeEach
  void makeDirectories() throws IOException {
    run = GeoRun.in(directory);
  }

  @Test
  void imagesWithoutAGeoreferenceHaveNulls() throws Exception {
    Path image = GeoImages.plain(run.photo("a.png"));
    assertThat(run.segment().exitCode(), is(0));
    assertThat(
        run.value(
            "SELECT coalesce(crs, georeference, georeference_note) IS NULL AND geo_transform IS NULL"
                + " AND coalesce(lon, lat, pixel_area_m2) IS NULL FROM images"),
        is("true"));
    assertThat(run.rows("SELECT DISTINCT area_m2 FROM class_areas"), contains("null"));
    assertThat(
        run.rows("SELECT DISTINCT area_m2, area_m2_image_count FROM class_coverage"),
        contains("null|null"));
    assertThat(MaskFiles.below(run.output().resolve("masks")), hasSize(1));
    String metadata = Gdal.run("gdalinfo", run.mask(image).toString());
    assertThat(metadata, not(containsString("geo_transform")));
  }

  @Test
  void photographsWithGpsArePoints() throws Exception {
    TiffFields gps =
        new TiffFields(ByteOrder.LITTLE_ENDIAN)
            .text(1, "S")
            .rationals(2, 33, 1, 30, 1, 0, 1)
            .text(3, "W")
            .rationals(4, 70, 1, 45, 1, 0, 1);
    Files.write(
        run.photo("gps.jpg"),
        new TiffFields(ByteOrder.LITTLE_ENDIAN).child(34853, gps).inJpeg(jpeg()));
    assertThat(run.segment().exitCode(), is(0));
    assertThat(
        run.value("SELECT georeference, lon, lat, crs, geo_transform FROM images"),
        is("GPS|-70.75|-33.5|null|null"));
    assertThat(MaskFiles.below(run.output().resolve("masks")), hasSize(1));
  }

  @Test
  void worldFilesAreReadOnRequest() throws Exception {
    Path image = GeoImages.plain(run.photo("a.png"));
    Files.writeString(run.photo("a.pgw"), "2\n0\n0\n-2\n400001\n5799999\n");
    Path other = GeoImages.plain(run.photo("b.png"));
    Files.writeString(run.photo("b.wld"), "2\n0\n0\n-2\n400001\n");
    GeoImages.plain(run.photo("c.png"));
    GeoImages.geoTiff(run.photo("d.tif"), "EPSG:4326", 13, 52, 0.001);
    Run segmented = run.segment("--georeference=worldfile", "--crs=epsg:32633");
    assertThat(segmented.err(), segmented.exitCode(), is(0));
    assertThat(
        GeoImages.corners(GeoImages.info(run.mask(image))),
        is(GeoImages.corners(GeoImages.info(image))));
    assertThat(Files.exists(run.sidecar(other, ".pgw")), is(false));
    assertThat(
        run.rows(
            "SELECT parse_filename(image_uri), georeference, crs, pixel_area_m2 IS NOT NULL,"
                + " georeference_note FROM images ORDER BY 1"),
        contains(
            "a.png|WORLD_FILE|EPSG:32633|true|null",
            "b.png|null|null|false|WORLD_FILE_INVALID",
            "c.png|null|null|false|WORLD_FILE_MISSING",
            "d.tif|GEOTIFF|EPSG:4326|true|null"));
    assertThat(segmented.out(), containsString("WORLD_FILE_MISSING"));
  }

  /** GDAL ignores the orientation, and the mask is turned; each pixel keeps its place. */
  @Test
  void turnedImagesKeepTheirPlace() throws Exception {
    Path image = run.photo("t.jpg");
    Files.write(image, new TiffFields(ByteOrder.BIG_ENDIAN).shorts(274, 6).inJpeg(jpeg()));
    Files.writeString(run.photo("t.jgw"), "2\n0\n0\n-2\n400001\n5799999\n");
    Run segmented = run.segment("--georeference=worldfile", "--crs=EPSG:32633");
    assertThat(segmented.err(), segmented.exitCode(), is(0));
    JsonNode mask = GeoImages.info(run.mask(image));
    assertThat(mask.get("size").toString(), is("[" + HEIGHT_PX + "," + WIDTH_PX + "]"));
    JsonNode turned = mask.get("cornerCoordinates");
    JsonNode inFile = GeoImages.info(image).get("cornerCoordinates");
    assertThat(turned.get("upperLeft"), is(inFile.get("lowerLeft")));
    assertThat(turned.get("upperRight"), is(inFile.get("upperLeft")));
    assertThat(turned.get("lowerRight"), is(inFile.get("upperRight")));
    assertThat(turned.get("lowerLeft"), is(inFile.get("lowerRight")));
    assertThat(turned.get("center"), is(inFile.get("center")));
  }

  @Test
  void aWorldFileHasNoCrs() throws Exception {
    Path image = GeoImages.plain(run.photo("a.png"));
    Files.writeString(run.photo("a.pgw"), "2\n0\n0\n-2\n400001\n5799999\n");
    assertThat(run.segment("--georeference=worldfile").exitCode(), is(0));
    JsonNode info = GeoImages.info(run.mask(image));
    assertThat(info.has("coordinateSystem"), is(false));
    assertThat(GeoImages.corners(info), is(GeoImages.corners(GeoImages.info(image))));
    assertThat(
        run.value("SELECT crs, lon, pixel_area_m2, georeference_note FROM images"),
        is("null|null|null|CRS_MISSING"));
  }

  @Test
  void brokenGeoreferencesFailNoImage() throws Exception {
    Path whole = GeoImages.geoTiff(directory.resolve("w.tif"), "EPSG:32633", 0, 0, 1);
    byte[] bytes = Files.readAllBytes(whole);
    TiffTags tags = new TiffTags(bytes);
    Files.write(run.photo("scale.tif"), tags.withDouble(33550, 0, 0));
    Files.write(run.photo("nan.tif"), tags.withDouble(33922, 3, Double.NaN));
    Files.write(run.photo("lone.tif"), tags.without(33550));
    Files.write(run.photo("keys.tif"), tags.withShort(34735, 3, 9999));
    Files.write(run.photo("nowhere.tif"), tags.withDouble(33922, 3, 1e9));
    Gdal.run(
        "gdal_translate",
        "-q",
        "-a_srs",
        "+proj=laea +lat_0=10 +lon_0=10",
        whole.toString(),
        run.photo("user.tif").toString());
    Run segmented = run.segment();
    assertThat(segmented.err(), segmented.exitCode(), is(0));
    assertThat(
        run.rows(
            "SELECT parse_filename(image_uri), status, crs, geo_transform IS NULL, lon,"
                + " pixel_area_m2, georeference_note FROM images ORDER BY 1"),
        contains(
            "keys.tif|SUCCEEDED|null|false|null|null|KEYS_INVALID",
            "lone.tif|SUCCEEDED|null|true|null|null|TRANSFORM_MISSING",
            "nan.tif|SUCCEEDED|null|true|null|null|TRANSFORM_INVALID",
            "nowhere.tif|SUCCEEDED|EPSG:32633|false|null|null|POSITION_OUT_OF_RANGE",
            "scale.tif|SUCCEEDED|null|true|null|null|TRANSFORM_INVALID",
            "user.tif|SUCCEEDED|null|false|null|null|CRS_USER_DEFINED"));
    assertThat(segmented.out(), containsString("CRS_USER_DEFINED"));
  }

  private byte[] jpeg() throws IOException {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(ImageIO.read(GeoImages.plain(directory.resolve("p.png")).toFile()), "jpg", jpeg);
    return jpeg.toByteArray();
  }
}
