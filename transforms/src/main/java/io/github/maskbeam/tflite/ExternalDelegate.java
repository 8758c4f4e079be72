// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.DelegateFactory;
import org.tensorflow.lite.RuntimeFlavor;

/**
 * A delegate in a shared library with TensorFlow Lite's external-delegate interface, and the
 * options for it. Add it to the options of an interpreter with {@code addDelegateFactory}: each
 * interpreter then creates a delegate of its own, and destroys it when it is closed. XNNPACK gets
 * the operators that the delegate does not take.
 *
 * <p>Immutable and serializable: the library is opened where an interpreter is created.
 */
@AutoValue
public abstract class ExternalDelegate implements DelegateFactory, Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * A delegate.
   *
   * @param library absolute path of the shared library
   * @param options passed to the library in this order; the library defines their meaning
   */
  public static ExternalDelegate of(String library, Map<String, String> options) {
    return new AutoValue_ExternalDelegate(
        library, Collections.unmodifiableMap(new LinkedHashMap<>(options)));
  }

  /** Absolute path of the shared library. */
  public abstract String library();

  /** The options for the library. */
  public abstract Map<String, String> options();

  /** The options in the form {@code key=value;key=value}; empty if there are none. */
  public final String optionsText() {
    return options().entrySet().stream()
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining(";"));
  }

  /**
   * Opens the library and creates a delegate, which the caller closes after its interpreter.
   *
   * @throws InvalidModelException if the library cannot be opened or creates no delegate
   */
  @Override
  public final Delegate create(RuntimeFlavor flavor) {
    return DelegateLibrary.open(library()).create(options());
  }
}
