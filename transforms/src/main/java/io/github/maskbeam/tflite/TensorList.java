// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;

/** The inputs or the outputs of an interpreter, by position and by name. */
final class TensorList {

  private final NativeInterpreter natives;
  private final String kind;
  private final List<TfliteTensor> tensors = new ArrayList<>();

  /**
   * Creates the list.
   *
   * @param kind "input" or "output", for messages
   * @param indexes the indexes of the tensors in the model, or null for none; closed by this
   *     constructor
   */
  TensorList(TfliteInterpreter owner, NativeInterpreter natives, String kind, IntPointer indexes) {
    this.natives = natives;
    this.kind = kind;
    try (indexes) {
      for (long i = 0; indexes != null && i < indexes.limit(); i++) {
        TfliteTensor tensor = new TfliteTensor(owner, natives, indexes.get(i));
        TensorSizes.verify(tensor, tensor.shape());
        tensors.add(tensor);
      }
    }
  }

  /**
   * The number of tensors.
   *
   * @throws IllegalStateException if the interpreter is closed
   */
  int count() {
    requireOpen();
    return tensors.size();
  }

  /**
   * The tensor at a position.
   *
   * @throws IllegalStateException if the interpreter is closed
   * @throws IllegalArgumentException if there is no such tensor
   */
  TfliteTensor at(int index) {
    requireOpen();
    if (index < 0 || index >= tensors.size()) {
      throw new IllegalArgumentException(
          "There is no " + kind + " " + index + ": the model has " + tensors.size());
    }
    return tensors.get(index);
  }

  /**
   * The position of the tensor with a name.
   *
   * @throws IllegalStateException if the interpreter is closed
   * @throws IllegalArgumentException if there is no such tensor
   */
  int indexOf(String name) {
    requireOpen();
    List<String> names = new ArrayList<>();
    for (TfliteTensor tensor : tensors) {
      names.add(tensor.name());
    }
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "There is no " + kind + " named '" + name + "': the model has " + names);
    }
    return index;
  }

  private void requireOpen() {
    synchronized (natives) {
      natives.interpreter();
    }
  }
}
