// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.tensorflow.lite.support.metadata.schema.AssociatedFileT;
import org.tensorflow.lite.support.metadata.schema.AssociatedFileType;
import org.tensorflow.lite.support.metadata.schema.ColorSpaceType;
import org.tensorflow.lite.support.metadata.schema.ContentProperties;
import org.tensorflow.lite.support.metadata.schema.ContentPropertiesUnion;
import org.tensorflow.lite.support.metadata.schema.ContentT;
import org.tensorflow.lite.support.metadata.schema.ImagePropertiesT;
import org.tensorflow.lite.support.metadata.schema.ModelMetadataT;
import org.tensorflow.lite.support.metadata.schema.NormalizationOptionsT;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptions;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptionsUnion;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitT;
import org.tensorflow.lite.support.metadata.schema.SubGraphMetadataT;
import org.tensorflow.lite.support.metadata.schema.TensorMetadataT;

/**
 * The official TFLite metadata of the demonstration model, so that it is read as any other model.
 *
 * <p>The description is a flatbuffer inside the model; the label file it names is an uncompressed
 * zip that follows the model in the same file (see "TensorFlow Lite metadata" in TFLite's
 * documentation, "Pack metadata and associated files into the model").
 */
final class DemoMetadata {

  /** The associated file with one label per line. */
  static final String LABEL_FILE = "labels.txt";

  // The first moment that a zip can name; a real one would change the model's bytes.
  private static final LocalDateTime ZIP_EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);
  // Positions of the fields that hold offsets, by the zip specification (APPNOTE 4.3.12, 4.3.16).
  private static final int END_RECORD_BYTES = 22;
  private static final int DIRECTORY_OFFSET_IN_END_RECORD = 16;
  private static final int FILE_OFFSET_IN_DIRECTORY_ENTRY = 42;

  private DemoMetadata() {}

  static byte[] describe() {
    SubGraphMetadataT graph = new SubGraphMetadataT();
    graph.setInputTensorMetadata(new TensorMetadataT[] {image()});
    graph.setOutputTensorMetadata(new TensorMetadataT[] {scores()});

    ModelMetadataT model = new ModelMetadataT();
    model.setName("Maskbeam demonstration");
    model.setDescription(
        "Classifies the pixels of Maskbeam's sample scenes by color and height."
            + " A demonstration, not a trained model.");
    model.setAuthor("The Maskbeam Authors");
    model.setLicense("Apache-2.0");
    model.setSubgraphMetadata(new SubGraphMetadataT[] {graph});
    return model.serializeToBinary();
  }

  private static TensorMetadataT image() {
    ImagePropertiesT properties = new ImagePropertiesT();
    properties.setColorSpace(ColorSpaceType.RGB);
    ContentPropertiesUnion contentProperties = new ContentPropertiesUnion();
    contentProperties.setType(ContentProperties.ImageProperties);
    contentProperties.setValue(properties);
    ContentT content = new ContentT();
    content.setContentProperties(contentProperties);

    NormalizationOptionsT normalization = new NormalizationOptionsT();
    normalization.setMean(new float[] {DemoNetwork.NORMALIZATION_MEAN});
    normalization.setStd(new float[] {DemoNetwork.NORMALIZATION_STD});
    ProcessUnitOptionsUnion options = new ProcessUnitOptionsUnion();
    options.setType(ProcessUnitOptions.NormalizationOptions);
    options.setValue(normalization);
    ProcessUnitT processUnit = new ProcessUnitT();
    processUnit.setOptions(options);

    TensorMetadataT tensor = new TensorMetadataT();
    tensor.setName("image");
    tensor.setContent(content);
    tensor.setProcessUnits(new ProcessUnitT[] {processUnit});
    return tensor;
  }

  private static TensorMetadataT scores() {
    AssociatedFileT labels = new AssociatedFileT();
    labels.setName(LABEL_FILE);
    labels.setType(AssociatedFileType.TENSOR_AXIS_LABELS);
    TensorMetadataT tensor = new TensorMetadataT();
    tensor.setName("scores");
    tensor.setAssociatedFiles(new AssociatedFileT[] {labels});
    return tensor;
  }

  /** Returns the model followed by the zip with its label file. */
  static byte[] appendLabelFile(ByteBuffer model) {
    String labels = String.join("\n", DemoNetwork.labels()) + "\n";
    byte[] zip = zip(LABEL_FILE, labels.getBytes(StandardCharsets.UTF_8));
    shiftOffsets(zip, model.remaining());
    return ByteBuffer.allocate(model.remaining() + zip.length).put(model).put(zip).array();
  }

  private static byte[] zip(String name, byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    // Readers of associated files read the bytes in place: they must be stored, not deflated.
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(ZIP_EPOCH);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(entry);
      zip.write(content);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException("A zip could not be written to memory", e);
    }
    return bytes.toByteArray();
  }

  /** A zip counts its offsets from the start of the file, and this one does not start it. */
  private static void shiftOffsets(byte[] zip, int shiftBytes) {
    ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int directoryField = zip.length - END_RECORD_BYTES + DIRECTORY_OFFSET_IN_END_RECORD;
    int directory = buffer.getInt(directoryField);
    int fileField = directory + FILE_OFFSET_IN_DIRECTORY_ENTRY;
    buffer.putInt(fileField, buffer.getInt(fileField) + shiftBytes);
    buffer.putInt(directoryField, directory + shiftBytes);
  }
}
