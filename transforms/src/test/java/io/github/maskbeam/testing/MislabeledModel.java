// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import io.github.maskbeam.testing.demo.DemoNetwork;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A model whose metadata name one class fewer than it has: a defect that --labels can correct. */
public final class MislabeledModel {
  /** Number of classes; the metadata name one fewer. */
  public static final int CLASSES = DemoNetwork.labels().size();

  private MislabeledModel() {}

  /** The bytes of the model file. */
  public static byte[] bytes() {
    ByteBuffer demo = DemoNetwork.build();
    byte[] model = new byte[demo.remaining()];
    demo.get(model);
    // In the label file that follows the model. Its length must not change, nor any other offset.
    String text = new String(model, StandardCharsets.ISO_8859_1);
    int labels = text.lastIndexOf(String.join("\n", DemoNetwork.labels()));
    model[text.indexOf('\n', labels)] = ' ';
    return model;
  }
}
