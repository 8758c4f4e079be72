// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.testing.ModelBuilder;
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
import org.tensorflow.lite.schema.TensorType;
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
  void oneLabelNamesTheForegroundOfOneChannel() throws Exception {
    TensorMetadataT channel = new TensorMetadataT();
    channel.setAssociatedFiles(
        new AssociatedFileT[] {file("labels.txt", AssociatedFileType.TENSOR_AXIS_LABELS, null)});
    SegmentationModel model =
        model(
            TestModels.pixelScoresBuilder(2, 2, new float[1][3], new float[1]),
            List.of("person"),
            new TensorMetadataT(),
            channel);
    assertThat(model.requireMatchingLabels().labels().names(), is(List.of("background", "person")));
    assertThat(model.labelsOrigin(), is(SegmentationModel.Origin.METADATA));
  }

  @Test
  void theMaskIsTheOneOutputThatTheMetadataDescribe() throws Exception {
    TensorMetadataT labeled = new TensorMetadataT();
    labeled.setAssociatedFiles(
        new AssociatedFileT[] {file("labels.txt", AssociatedFileType.TENSOR_AXIS_LABELS, null)});
    TensorMetadataT named = new TensorMetadataT();
    named.setName("segmentation masks");
    TensorMetadataT other = new TensorMetadataT();
    other.setName("depth");
    List<String> two = List.of("sky", "land");
    // The larger output would be chosen without metadata.
    for (TensorMetadataT mask : new TensorMetadataT[] {labeled, named}) {
      ModelContract contract =
          model(twoOutputs(), two, new TensorMetadataT(), mask, other).contract();
      assertThat(contract.outputIndex(), is(0));
      assertThat(contract.outputChoice(), is(OutputChoice.METADATA));
    }
    for (TensorMetadataT[] unclear :
        new TensorMetadataT[][] {
          {labeled, named}, {other, other}, {new TensorMetadataT(), other}
        }) {
      ModelContract contract = model(twoOutputs(), two, new TensorMetadataT(), unclear).contract();
      assertThat(contract.outputIndex(), is(1));
      assertThat(contract.outputChoice(), is(OutputChoice.LARGEST));
    }
  }

  /** Constant outputs of 3 x 2 and 6 x 4 points; the input has 12 x 8 px. */
  private static ModelBuilder twoOutputs() {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.FLOAT32, 1, 8, 12, 3);
    int small = model.floats("a", new float[12], 1, 2, 3, 2);
    int large = model.floats("b", new float[48], 1, 4, 6, 2);
    return model.inputs(in).outputs(small, large);
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
    return model(
        TestModels.pixelScoresBuilder(2, 2, THREE_CLASSES, new float[3]), NAMES, image, scores);
  }

  private static SegmentationModel model(
      ModelBuilder graphs, List<String> names, TensorMetadataT image, TensorMetadataT... outputs)
      throws Exception {
    SubGraphMetadataT graph = new SubGraphMetadataT();
    graph.setInputTensorMetadata(new TensorMetadataT[] {image});
    graph.setOutputTensorMetadata(outputs);
    ModelMetadataT metadata = new ModelMetadataT();
    metadata.setSubgraphMetadata(new SubGraphMetadataT[] {graph});
    ByteBuffer model = graphs.metadata(metadata.serializeToBinary()).build();
    byte[] zip = zip("labels.txt", String.join("\n", names), model.remaining());
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
