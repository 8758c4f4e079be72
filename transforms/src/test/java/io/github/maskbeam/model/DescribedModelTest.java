// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.testing.TestModels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.support.metadata.schema.AssociatedFileT;
import org.tensorflow.lite.support.metadata.schema.AssociatedFileType;
import org.tensorflow.lite.support.metadata.schema.ModelMetadataT;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptions;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptionsUnion;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitT;
import org.tensorflow.lite.support.metadata.schema.ScoreThresholdingOptionsT;
import org.tensorflow.lite.support.metadata.schema.SubGraphMetadataT;
import org.tensorflow.lite.support.metadata.schema.TensorMetadataT;

/**
 * What of its metadata a model takes: the label file of its own language, and normalization alone.
 */
class DescribedModelTest {
  private static final float[][] THREE_CLASSES = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  private static final List<String> NAMES = List.of("sky", "land", "sea");
  private static final int END_RECORD_BYTES = 22;
  private static final int DIRECTORY_OFFSET_IN_END_RECORD = 16;
  private static final int FILE_OFFSET_IN_DIRECTORY_ENTRY = 42;

  @ParameterizedTest
  @ValueSource(
      bytes = {AssociatedFileType.TENSOR_AXIS_LABELS, AssociatedFileType.TENSOR_VALUE_LABELS})
  void labelsAreThoseOfTheFileWithoutALocale(byte type) throws Exception {
    assertThat(
        labels(
            file("notes.txt", AssociatedFileType.DESCRIPTIONS, null),
            file("labels-de.txt", type, "de"),
            file("labels.txt", type, null)),
        is(NAMES));
    assertThat(labels(file("labels.txt", type, "")), is(NAMES));
  }

  @Test
  void filesOfAnotherKindOrLanguageGiveNoLabels() throws Exception {
    List<String> numbered = List.of("class_0", "class_1", "class_2");
    assertThat(labels(), is(numbered));
    assertThat(labels(file("labels.txt", AssociatedFileType.VOCABULARY, null)), is(numbered));
    assertThat(
        labels(file("labels.txt", AssociatedFileType.TENSOR_AXIS_LABELS, "de")), is(numbered));
  }

  @Test
  void otherStepsThanNormalizationTellNone() throws Exception {
    ProcessUnitOptionsUnion options = new ProcessUnitOptionsUnion();
    options.setType(ProcessUnitOptions.ScoreThresholdingOptions);
    options.setValue(new ScoreThresholdingOptionsT());
    ProcessUnitT other = new ProcessUnitT();
    other.setOptions(options);
    TensorMetadataT image = new TensorMetadataT();
    for (ProcessUnitT[] units : new ProcessUnitT[][] {{}, {other}}) {
      image.setProcessUnits(units);
      assertThat(model(image, new TensorMetadataT()).declaredNormalization(), is(Optional.empty()));
    }
  }

  private static List<String> labels(AssociatedFileT... files) throws Exception {
    TensorMetadataT scores = new TensorMetadataT();
    scores.setAssociatedFiles(files);
    return model(new TensorMetadataT(), scores).labels().names();
  }

  private static AssociatedFileT file(String name, byte type, String locale) {
    AssociatedFileT file = new AssociatedFileT();
    file.setName(name);
    file.setType(type);
    file.setLocale(locale);
    return file;
  }

  /** A model with this description, and with one associated file: labels.txt. */
  private static SegmentationModel model(TensorMetadataT image, TensorMetadataT scores)
      throws Exception {
    SubGraphMetadataT graph = new SubGraphMetadataT();
    graph.setInputTensorMetadata(new TensorMetadataT[] {image});
    graph.setOutputTensorMetadata(new TensorMetadataT[] {scores});
    ModelMetadataT metadata = new ModelMetadataT();
    metadata.setSubgraphMetadata(new SubGraphMetadataT[] {graph});
    ByteBuffer model =
        TestModels.pixelScoresBuilder(2, 2, THREE_CLASSES, new float[3])
            .metadata(metadata.serializeToBinary())
            .build();
    byte[] zip = zip("labels.txt", String.join("\n", NAMES), model.remaining());
    return SegmentationModel.of(
        ByteBuffer.allocate(model.remaining() + zip.length).put(model).put(zip).flip());
  }

  /** A zip with one file, to stand behind so many bytes: its offsets count from their start. */
  private static byte[] zip(String name, String text, int bytesBefore) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(entry);
      zip.write(content);
    }
    ByteBuffer zip = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    int directoryField = zip.capacity() - END_RECORD_BYTES + DIRECTORY_OFFSET_IN_END_RECORD;
    int directory = zip.getInt(directoryField);
    int fileField = directory + FILE_OFFSET_IN_DIRECTORY_ENTRY;
    zip.putInt(fileField, zip.getInt(fileField) + bytesBefore);
    zip.putInt(directoryField, directory + bytesBefore);
    return zip.array();
  }
}
