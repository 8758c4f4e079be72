// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.bytedeco.opencv.opencv_core.Mat;

/** DJL's engine for TensorFlow Lite. */
final class DjlGrid implements ClassGrid {
  private final ZooModel<NDList, NDList> model;
  private final Predictor<NDList, NDList> predictor;
  private final FloatInput input = new FloatInput();

  DjlGrid(String file) {
    try {
      model =
          Criteria.builder()
              .setTypes(NDList.class, NDList.class)
              .optEngine("TFLite")
              .optModelPath(Path.of(file))
              .build()
              .loadModel();
    } catch (ModelNotFoundException | MalformedModelException e) {
      throw new IllegalArgumentException(file + " cannot be loaded by DJL", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    predictor = model.newPredictor();
  }

  @Override
  public byte[] classes(Mat rgb) {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDList in =
          new NDList(manager.create(input.of(rgb), new Shape(1, SIDE, SIDE, 3), DataType.FLOAT32));
      NDList out = predictor.predict(in);
      out.attach(manager);
      return Argmax.of(
          out.get(0).toByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer(), CLASSES, 1);
    } catch (TranslateException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    input.close();
    predictor.close();
    model.close();
  }
}
