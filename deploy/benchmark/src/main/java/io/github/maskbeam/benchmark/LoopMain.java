// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_core;

/** A program by hand in a JVM of its own: {@code KIND MODEL THREADS IMAGES OUTPUT}. */
public final class LoopMain {
  private LoopMain() {}

  /** Segments all files of a directory and prints the number of foreground pixels. */
  public static void main(String[] arguments) throws Exception {
    int threads = Integer.parseInt(arguments[2]);
    List<Path> images;
    try (Stream<Path> files = Files.list(Path.of(arguments[3]))) {
      images = files.sorted().collect(Collectors.toList());
    }
    // Each thread segments an image of its own.
    opencv_core.setNumThreads(1);
    AtomicInteger next = new AtomicInteger();
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    List<Future<Long>> counts = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      counts.add(
          workers.submit(
              () -> {
                long foregroundPx = 0;
                try (ImageLoop loop =
                    new ImageLoop(grid(arguments[0], arguments[1]), Path.of(arguments[4]))) {
                  for (int at = next.getAndIncrement(); at < images.size(); ) {
                    foregroundPx += loop.segment(images.get(at));
                    at = next.getAndIncrement();
                  }
                }
                return foregroundPx;
              }));
    }
    workers.shutdown();
    long foregroundPx = 0;
    for (Future<Long> count : counts) {
      foregroundPx += count.get();
    }
    System.out.println(foregroundPx);
  }

  private static ClassGrid grid(String kind, String model) {
    switch (kind) {
      case "loop":
        return new TfliteGrid(model);
      case "djl":
        return new DjlGrid(model);
      case "opencv":
        return new OpenCvGrid(model);
      default:
        throw new IllegalArgumentException(kind);
    }
  }
}
