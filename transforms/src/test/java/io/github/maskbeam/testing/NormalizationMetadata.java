// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import org.tensorflow.lite.support.metadata.schema.ModelMetadataT;
import org.tensorflow.lite.support.metadata.schema.NormalizationOptionsT;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptions;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptionsUnion;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitT;
import org.tensorflow.lite.support.metadata.schema.SubGraphMetadataT;
import org.tensorflow.lite.support.metadata.schema.TensorMetadataT;

/** TFLite metadata of a model with one image as input and one output without a description. */
public final class NormalizationMetadata {
  private NormalizationMetadata() {}

  /** Metadata that say how the image is normalized; one value for each channel or one for all. */
  public static byte[] of(float[] mean, float[] std) {
    NormalizationOptionsT normalization = new NormalizationOptionsT();
    normalization.setMean(mean);
    normalization.setStd(std);
    ProcessUnitOptionsUnion options = new ProcessUnitOptionsUnion();
    options.setType(ProcessUnitOptions.NormalizationOptions);
    options.setValue(normalization);
    ProcessUnitT unit = new ProcessUnitT();
    unit.setOptions(options);
    TensorMetadataT image = new TensorMetadataT();
    image.setProcessUnits(new ProcessUnitT[] {unit});
    SubGraphMetadataT graph = new SubGraphMetadataT();
    graph.setInputTensorMetadata(new TensorMetadataT[] {image});
    graph.setOutputTensorMetadata(new TensorMetadataT[] {new TensorMetadataT()});
    ModelMetadataT metadata = new ModelMetadataT();
    metadata.setSubgraphMetadata(new SubGraphMetadataT[] {graph});
    return metadata.serializeToBinary();
  }
}
