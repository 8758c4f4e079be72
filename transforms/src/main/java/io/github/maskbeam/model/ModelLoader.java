// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.model.ContentLoader.Trial;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.storage.Schemes;
import io.github.maskbeam.storage.StorageFailure;
import io.github.maskbeam.storage.StoredFile;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the model that the option {@code --model} specifies. Each model is loaded once per JVM, and
 * all workers of a process share its bytes. Thread-safe.
 */
public final class ModelLoader {
  /** The name of the embedded model. */
  public static final String DEMO = "demo";

  private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

  /** By model and choices. */
  private static final Map<List<Object>, SegmentationModel> LOADED = new HashMap<>();

  /** TFLite files have 32-bit offsets. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private ModelLoader() {}

  /** Whether {@code --model} is the name of a known model instead of a path or URI. */
  public static boolean isKnownName(String model) {
    return model.equals(DEMO) || KnownModel.named(model).isPresent();
  }

  /**
   * Loads and verifies a model, unless this JVM has done so before.
   *
   * @param model {@code demo}, the name of another known model, or the path or URI of a model file
   * @throws ModelException if the model cannot be used; the message has the model and the remedy
   */
  public static SegmentationModel load(String model) throws ModelException {
    return load(model, ModelChoices.none(), Optional.empty());
  }

  /**
   * Loads a model and replaces its labels. The labels in its metadata are not checked.
   *
   * @throws ModelException as for {@link #load(String)}, or if the number of labels differs from
   *     the number of classes
   */
  public static SegmentationModel load(String model, LabelMap labels) throws ModelException {
    return load(model, ModelChoices.none(), Optional.of(labels));
  }

  /**
   * Loads and verifies a model like {@link #load(String)}, or with labels like {@link #load(String,
   * LabelMap)}.
   *
   * @param choices what is not detected, because the user said it
   * @param labels replace those of the model, if present
   */
  public static SegmentationModel load(
      String model, ModelChoices choices, Optional<LabelMap> labels) throws ModelException {
    return namingModel(
        model,
        () -> {
          SegmentationModel loaded = cached(model, choices, Optional.empty());
          return labels.isPresent()
              ? loaded.withLabels(labels.get())
              : loaded.requireMatchingLabels();
        });
  }

  /**
   * Loads a model as {@link #load(String, ModelChoices, Optional)}, without the trial in a child
   * process, because the same file has passed it when the run began. With a delegate there is a
   * trial, because the device and the library are those of this machine.
   *
   * @param sha256 SHA-256 of that file
   * @throws ModelException as for {@link #load(String, LabelMap)}, or if the file is another one
   */
  public static SegmentationModel loadChecked(
      String model, ModelChoices choices, LabelMap labels, String sha256) throws ModelException {
    return namingModel(model, () -> cached(model, choices, Optional.of(sha256)).withLabels(labels));
  }

  /**
   * Loads a copy of a model as {@link #loadChecked}, unless this JVM has loaded the same model from
   * another place.
   */
  public static SegmentationModel loadCopy(
      String copy, ModelChoices choices, LabelMap labels, String sha256) throws ModelException {
    synchronized (LOADED) {
      LOADED.entrySet().stream()
          .filter(entry -> entry.getKey().get(1).equals(choices))
          .map(Map.Entry::getValue)
          .filter(loaded -> loaded.sha256().equals(sha256))
          .findFirst()
          .ifPresent(loaded -> LOADED.putIfAbsent(List.of(copy, choices), loaded));
    }
    return loadChecked(copy, choices, labels, sha256);
  }

  /** Adds the model to the message of an exception. */
  private static SegmentationModel namingModel(String model, ModelSupplier supplier)
      throws ModelException {
    try {
      return supplier.get();
    } catch (ModelException e) {
      throw e.withMessage(String.format("Model %s: %s", model, e.getMessage()));
    }
  }

  private static SegmentationModel cached(
      String model, ModelChoices choices, Optional<String> checkedSha256) throws ModelException {
    synchronized (LOADED) {
      SegmentationModel loaded = LOADED.get(List.of(model, choices));
      if (loaded == null) {
        ModelContent content = ModelContent.of(content(model), choices);
        if (checkedSha256.isPresent()) {
          requireSame(content.sha256(), checkedSha256.get());
        }
        boolean hasPassed = checkedSha256.isPresent() || model.equals(DEMO);
        loaded = ContentLoader.load(content, choices, hasPassed ? Trial.PASSED : Trial.REQUIRED);
        LOADED.put(List.of(model, choices), loaded);
        LOG.info("Loaded model {}, SHA-256 {}", VisibleText.line(model), content.sha256());
      }
      if (checkedSha256.isPresent()) {
        requireSame(loaded.sha256(), checkedSha256.get());
      }
      return loaded;
    }
  }

  private static void requireSame(String sha256, String checkedSha256) throws ModelException {
    if (!sha256.equals(checkedSha256)) {
      throw new ModelException(
          ModelFailure.CHANGED,
          String.format(
              "it has SHA-256 %s on this worker but had %s when the run began; let --model name one"
                  + " file that every worker reads, and do not change it during a run",
              sha256, checkedSha256));
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
                  "the file does not exist or is not readable (%s); --model must be the path or URI"
                      + " of a .tflite file, or one of the names %s",
                  failure.reason(), KnownModel.names())
              : String.format(
                  "the file cannot be read (%s)", Schemes.missing(model).orElse(failure.reason())),
          e);
    }
  }

  private static byte[] read(String model) throws IOException {
    byte[] content = StoredFile.firstBytes(Uris.readable(model), MAX_BYTES);
    if (content.length == MAX_BYTES) {
      throw new IllegalArgumentException("the file exceeds the limit of 2 GiB for models");
    }
    return content;
  }

  private interface ModelSupplier {
    SegmentationModel get() throws ModelException;
  }
}
