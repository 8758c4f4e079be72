// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/** The elements of a collection once its pipeline ran, which DirectRunner does in this JVM. */
final class Gathered<T> {
  private static final Map<UUID, Queue<Object>> ALL = new ConcurrentHashMap<>();

  private final UUID id = UUID.randomUUID();

  private Gathered() {}

  static <T> Gathered<T> of(PCollection<T> collection) {
    Gathered<T> gathered = new Gathered<>();
    ALL.put(gathered.id, new ConcurrentLinkedQueue<>());
    collection.apply("Gather" + gathered.id, ParDo.of(new Gather<T>(gathered.id)));
    return gathered;
  }

  @SuppressWarnings("unchecked")
  List<T> elements() {
    return new ArrayList<>((Queue<T>) ALL.get(id));
  }

  private static final class Gather<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1L;

    private final UUID id;

    private Gather(UUID id) {
      this.id = id;
    }

    @ProcessElement
    public void process(@Element T element) {
      ALL.get(id).add(element);
    }
  }
}
