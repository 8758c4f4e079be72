// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As Beam YAML uses it: found by its identifier, configured by a row, with rows in and out. */
class SegmentProviderTest {
  private static final Schema PHOTOS =
      Schema.builder().addStringField("site").addNullableStringField("photo").build();

  @TempDir private Path directory;

  private final SchemaTransformProvider provider =
      StreamSupport.stream(ServiceLoader.load(SchemaTransformProvider.class).spliterator(), false)
          .filter(each -> each.identifier().equals(SegmentProvider.IDENTIFIER))
          .findAny()
          .orElseThrow();

  private final Pipeline pipeline = Pipeline.create();

  @Test
  void rowsInAndRowsOut() throws Exception {
    String good = Jobs.picture(directory.resolve("good.png"), 60, 40).toString();
    String bad = Files.write(directory.resolve("bad.png"), new byte[20]).toString();
    PCollectionRowTuple tables = segment(configuration("demo", "photo"), good, bad);
    assertThat(tables.getAll().keySet(), containsInAnyOrder("images", "class_areas"));
    Gathered<Row> images = Gathered.of(tables.get("images"));
    Gathered<Row> areas = Gathered.of(tables.get("class_areas"));
    pipeline.run().waitUntilFinish();
    assertThat(
        images.elements().stream()
            .map(row -> row.getString("status") + " " + row.getString("image_uri"))
            .collect(Collectors.toList()),
        containsInAnyOrder("SUCCEEDED " + good, "FAILED " + bad));
    long px = 0;
    for (Row row : areas.elements()) {
      assertThat(row.getString("image_uri"), is(good));
      px += row.getInt64("area_px");
    }
    assertThat(px, is(60L * 40));
    List<String> masks =
        images.elements().stream()
            .filter(row -> row.getString("mask_uri") != null)
            .map(row -> row.getString("mask_uri"))
            .collect(Collectors.toList());
    assertThat(Files.exists(Path.of(masks.get(0))), is(true));
  }

  @Test
  void itsConfigurationHasTheNamesOfYaml() {
    assertThat(
        provider.configurationSchema().getFieldNames(),
        containsInAnyOrder("model", "output", "url_column"));
    assertThat(provider.inputCollectionNames(), contains("input"));
  }

  @Test
  void aColumnThatIsMissingIsNamed() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> segment(configuration("demo", null), "a.png"));
    assertThat(
        e.getMessage(),
        is("url_column: the input has no column url of strings; it has [site, photo]"));
  }

  @Test
  void aModelThatIsMissingIsNamed() {
    Row configuration = configuration(directory + "/gone.tflite", "photo");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> segment(configuration, "a.png"));
    assertThat(e.getMessage(), containsString("gone.tflite cannot be used"));
  }

  @Test
  void aRowWithoutAnImageFailsThePipeline() {
    segment(configuration("demo", "photo"), new String[] {null});
    Pipeline.PipelineExecutionException e =
        assertThrows(Pipeline.PipelineExecutionException.class, () -> pipeline.run());
    assertThat(e.getMessage(), containsString("A row has no image in column photo"));
  }

  private Row configuration(String model, String column) {
    Row.FieldValueBuilder row =
        Row.withSchema(provider.configurationSchema())
            .withFieldValue("model", model)
            .withFieldValue("output", directory.resolve("out").toString());
    return row.withFieldValue("url_column", column).build();
  }

  private PCollectionRowTuple segment(Row configuration, String... photos) {
    Create.Values<Row> rows =
        Create.of(
                Arrays.stream(photos)
                    .map(photo -> Row.withSchema(PHOTOS).addValues("north", photo).build())
                    .collect(Collectors.toList()))
            .withRowSchema(PHOTOS);
    return PCollectionRowTuple.of("input", pipeline.apply(rows))
        .apply(provider.from(configuration));
  }
}
