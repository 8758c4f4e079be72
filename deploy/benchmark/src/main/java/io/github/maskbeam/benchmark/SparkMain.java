// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.bytedeco.opencv.global.opencv_core;

/** The program by hand as mapPartitions of a local Spark: {@code MODEL THREADS IMAGES OUTPUT}. */
public final class SparkMain {
  private static final int PARTITIONS_PER_THREAD = 8;

  private SparkMain() {}

  /** Segments all files of a directory and prints the number of foreground pixels. */
  public static void main(String[] arguments) throws IOException {
    String model = arguments[0];
    int threads = Integer.parseInt(arguments[1]);
    String output = arguments[3];
    List<String> images;
    try (Stream<Path> files = Files.list(Path.of(arguments[2]))) {
      images = files.map(Path::toString).sorted().collect(Collectors.toList());
    }
    SparkConf conf =
        new SparkConf()
            .setAppName("maskbeam-benchmark")
            .setMaster("local[" + threads + "]")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      System.out.println(
          spark
              .parallelize(images, PARTITIONS_PER_THREAD * threads)
              .mapPartitions(part -> List.of(segment(model, part, output)).iterator())
              .reduce(Long::sum));
    }
  }

  private static long segment(String model, Iterator<String> images, String output) {
    opencv_core.setNumThreads(1);
    long foregroundPx = 0;
    try (ImageLoop loop = new ImageLoop(new TfliteGrid(model), Path.of(output))) {
      while (images.hasNext()) {
        foregroundPx += loop.segment(Path.of(images.next()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return foregroundPx;
  }
}
