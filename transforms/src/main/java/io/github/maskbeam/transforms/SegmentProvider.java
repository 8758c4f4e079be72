// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.SegmentJob;
import java.util.List;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.extensions.avro.schemas.utils.AvroUtils;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.TypedSchemaTransformProvider;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * {@link SegmentUris} for pipelines of rows, such as those of Beam YAML: segments the images that a
 * column names. Stateless and thread-safe.
 *
 * <p>Its input is named {@code input}. Its outputs have the columns of the tables with their names:
 * {@code images} has a row per image, also of those that failed, and {@code class_areas} has a row
 * per image and class. Other columns of the input are not passed on; join by {@code image_uri}.
 */
public final class SegmentProvider
    extends TypedSchemaTransformProvider<SegmentProvider.Configuration> {
  static final String IDENTIFIER = "beam:schematransform:io.github.maskbeam:segment:v1";

  private static final String INPUT = "input";
  private static final String IMAGES = "images";
  private static final String CLASS_AREAS = "class_areas";
  private static final String DEFAULT_URL_COLUMN = "url";

  @Override
  public String identifier() {
    return IDENTIFIER;
  }

  @Override
  public String description() {
    return "Segments images with a TFLite model: writes a mask per image, and returns a row per image"
        + " and a row per image and class.";
  }

  @Override
  public List<String> inputCollectionNames() {
    return List.of(INPUT);
  }

  @Override
  public List<String> outputCollectionNames() {
    return List.of(IMAGES, CLASS_AREAS);
  }

  /**
   * The transform with this configuration.
   *
   * @throws IllegalArgumentException if the model cannot be used
   */
  @Override
  protected SchemaTransform from(Configuration configuration) {
    try {
      SegmentJob job = SegmentJob.of(configuration.getModel(), configuration.getOutput());
      String given = configuration.getUrlColumn();
      return new Segment(job, given == null ? DEFAULT_URL_COLUMN : given);
    } catch (ModelException e) {
      throw new IllegalArgumentException(
          "model: " + configuration.getModel() + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** The configuration of the transform; Beam makes its schema of the getters. */
  @DefaultSchema(AutoValueSchema.class)
  @AutoValue
  public abstract static class Configuration {
    Configuration() {}

    /** The model. */
    @SchemaFieldDescription(
        "demo, the name of another known model, or a path or URI that all workers can read.")
    public abstract String getModel();

    /** The output directory. */
    @SchemaFieldDescription("The directory that masks are written to, a path or URI.")
    public abstract String getOutput();

    /** The column with the path or URI of the image; null means url. */
    @SchemaFieldDescription("The column with the path or URI of the image; url by default.")
    @Nullable
    public abstract String getUrlColumn();

    /** For Beam, which makes configurations of rows; all but the column is required. */
    @AutoValue.Builder
    abstract static class Builder {
      abstract Builder setModel(String model);

      abstract Builder setOutput(String output);

      abstract Builder setUrlColumn(@Nullable String urlColumn);

      abstract Configuration build();
    }
  }

  private static final class Segment extends SchemaTransform {
    private static final long serialVersionUID = 1L;

    private final SegmentJob job;
    private final String urlColumn;

    private Segment(SegmentJob job, String urlColumn) {
      this.job = job;
      this.urlColumn = urlColumn;
    }

    @Override
    public PCollectionRowTuple expand(PCollectionRowTuple input) {
      PCollection<Row> rows = input.getSinglePCollection();
      Schema schema = rows.getSchema();
      if (!schema.hasField(urlColumn)
          || schema.getField(urlColumn).getType().getTypeName() != Schema.TypeName.STRING) {
        throw new IllegalArgumentException(
            String.format(
                "url_column: the input has no column %s of strings; it has %s",
                urlColumn, schema.getFieldNames()));
      }
      PCollection<SegmentationResult> results =
          rows.apply("Urls", ParDo.of(new UrlFn(urlColumn)))
              .apply("SegmentUris", SegmentUris.of(job));
      return PCollectionRowTuple.of(
              IMAGES,
              rows(results, "ImageRows", ImageRow.class, result -> List.of(result.getImage())))
          .and(
              CLASS_AREAS,
              rows(results, "AreaRows", ClassAreaRow.class, SegmentationResult::getClassAreas));
    }

    private static <T extends SpecificRecord> PCollection<Row> rows(
        PCollection<SegmentationResult> results,
        String name,
        Class<T> type,
        SerializableFunction<SegmentationResult, List<T>> records) {
      org.apache.avro.Schema avro = SpecificData.get().getSchema(type);
      SerializableFunction<T, Row> toRow = AvroUtils.getToRowFunction(type, avro);
      return results
          .apply(
              name,
              FlatMapElements.into(TypeDescriptor.of(Row.class))
                  .via(
                      result -> {
                        List<T> found = records.apply(result);
                        return found.stream().map(toRow::apply).collect(Collectors.toList());
                      }))
          .setRowSchema(AvroUtils.toBeamSchema(avro));
    }
  }

  private static final class UrlFn extends DoFn<Row, String> {
    private static final long serialVersionUID = 1L;

    private final String urlColumn;

    private UrlFn(String urlColumn) {
      this.urlColumn = urlColumn;
    }

    @ProcessElement
    public void process(@Element Row row, OutputReceiver<String> out) {
      String url = row.getString(urlColumn);
      if (url == null || url.isBlank()) {
        throw new IllegalArgumentException(
            "A row has no image in column " + urlColumn + ": " + row);
      }
      out.output(url);
    }
  }
}
