// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.storage.Schemes;
import io.github.maskbeam.storage.StorageFailure;
import io.github.maskbeam.storage.StoredFile;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads models by what {@code --model} says, once per JVM: all workers of a process share the bytes
 * of a model.
 */
public final class ModelLoader {
  /** The name of the embedded model. */
  public static final String DEMO = "demo";

  private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

  private static final Map<String, SegmentationModel> LOADED = new HashMap<>();

  /** A TFLite file is addressed with 32 bits. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private ModelLoader() {}

  /** Whether {@code --model} is a name rather than a path or URI. */
  public static boolean isKnown(String model) {
    return model.equals(DEMO) || KnownModel.named(model).isPresent();
  }

  /**
   * The model, read and checked if this JVM has not done so yet.
   *
   * @param model {@code demo}, another known name, or a path or URI of a model file
   * @throws ModelException with a message that names the model and the remedy
   */
  public static SegmentationModel load(String model) throws ModelException {
    return named(model, () -> cached(model).requireLabels());
  }

  /**
   * The model with these class names in place of its own, which then need not fit.
   *
   * @throws ModelException as {@link #load(String)}, also if the number of names is not that of the
   *     model's classes
   */
  public static SegmentationModel load(String model, LabelMap labels) throws ModelException {
    return named(model, () -> cached(model).withLabels(labels));
  }

  private static SegmentationModel named(String model, Load load) throws ModelException {
    try {
      return load.run();
    } catch (ModelException e) {
      throw new ModelException(
          e.failure(), String.format("Model %s: %s", model, e.getMessage()), e);
    }
  }

  private static SegmentationModel cached(String model) throws ModelException {
    synchronized (LOADED) {
      SegmentationModel loaded = LOADED.get(model);
      if (loaded == null) {
        loaded = SegmentationModel.of(content(model));
        LOADED.put(model, loaded);
        LOG.info("Loaded model {}, SHA-256 {}", model, loaded.sha256());
      }
      return loaded;
    }
  }

  private static ByteBuffer content(String model) throws ModelException {
    if (model.equals(DEMO)) {
      return DemoModel.read();
    }
    Optional<KnownModel> known = KnownModel.named(model);
    if (known.isPresent()) {
      return ByteBuffer.wrap(ModelCache.ofUser().fetch(known.get()));
    }
    try {
      return ByteBuffer.wrap(read(model));
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      StorageFailure failure = StorageFailure.of(e);
      boolean isNotFound = failure.kind() == StorageFailure.Kind.NOT_FOUND;
      throw new ModelException(
          isNotFound ? ModelFailure.NOT_FOUND : ModelFailure.UNREADABLE,
          isNotFound
              ? String.format(
                  "there is no such file, or it may not be read (%s); --model takes a .tflite file's"
                      + " path or URI, or one of the names %s",
                  failure.reason(), KnownModel.names())
              : String.format(
                  "it cannot be read (%s)", Schemes.missing(model).orElse(failure.reason())),
          e);
    }
  }

  private static byte[] read(String model) throws IOException {
    byte[] content = StoredFile.firstBytes(Uris.readable(model), MOST_BYTES);
    if (content.length == MOST_BYTES) {
      throw new IllegalArgumentException("it is larger than a model can be, 2 GiB");
    }
    return content;
  }

  private interface Load {
    SegmentationModel run() throws ModelException;
  }
}
