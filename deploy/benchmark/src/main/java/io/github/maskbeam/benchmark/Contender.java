// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A program that segments a directory of photographs. */
enum Contender {
  /** Maskbeam's libraries in threads, by hand, without Beam; all others are measured by it. */
  LOOP,
  /** The finished jar with the model as it is. */
  MASKBEAM,
  /** The finished jar with weights of int8. */
  MASKBEAM_INT8,
  /** The program by hand with DJL's engine for TensorFlow Lite. */
  DJL,
  /** The program by hand with OpenCV's module dnn. */
  OPENCV,
  /** The program by hand in partitions of a local Spark. */
  SPARK;

  private static final List<String> OPENED_FOR_SPARK =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "sun.nio.ch",
          "sun.security.action");

  /** The command of a run. */
  List<String> command(Setting setting, Path output) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + setting.heap());
    if (this == MASKBEAM || this == MASKBEAM_INT8) {
      command.addAll(List.of("-jar", setting.jar().toString(), "segment"));
      command.add("--input=" + setting.images() + "/*");
      command.add("--output=" + output);
      command.add("--model=" + setting.model());
      command.add("--normalization=-1..1");
      command.add("--targetParallelism=" + setting.threads());
      if (this == MASKBEAM_INT8) {
        command.add("--precision=int8");
      }
      return command;
    }
    command.addAll(List.of("-cp", classPath()));
    List<String> arguments = new ArrayList<>();
    if (this == SPARK) {
      OPENED_FOR_SPARK.forEach(
          name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
      command.add(SparkMain.class.getName());
    } else {
      command.add(LoopMain.class.getName());
      arguments.add(label());
    }
    arguments.add(setting.model().toString());
    arguments.add(String.valueOf(setting.threads()));
    arguments.add(setting.images().toString());
    arguments.add(output.toString());
    command.addAll(arguments);
    return command;
  }

  /** DJL has classes of TensorFlow Lite's API of its own, which those of Maskbeam would hide. */
  private String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> this != DJL || !jar.contains("maskbeam-transforms"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The name in options and tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
