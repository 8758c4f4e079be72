// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/** Examines the machine or container and the JVM. */
public final class Machine {
  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final List<Path> CONTAINER_LIMITS =
      List.of(
          Path.of("/sys/fs/cgroup/memory.max"),
          Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));

  private Machine() {}

  static void examine(Findings findings) {
    String section = "machine";
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    findings.fact(
        section,
        "system",
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")));
    findings.fact(section, "processor", processor());
    findings.fact(section, "processors", Runtime.getRuntime().availableProcessors());
    findings.fact(
        section,
        "memory",
        megabytes(system.getFreePhysicalMemorySize())
            + " free of "
            + megabytes(system.getTotalPhysicalMemorySize()));
    findings.fact(section, "container limit", containerLimit());
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    findings.fact(
        section, "temporary files", temporary + ", " + megabytes(usable(temporary)) + " free");
    examineJava(findings);
  }

  private static void examineJava(Findings findings) {
    String section = "java";
    findings.fact(
        section,
        "version",
        String.join(
            " ",
            System.getProperty("java.version"),
            System.getProperty("java.vendor"),
            System.getProperty("java.vm.name")));
    findings.fact(section, "heap limit", megabytes(Runtime.getRuntime().maxMemory()));
    findings.fact(section, "native limit", megabytes(Pointer.maxPhysicalBytes()));
    // Properties may contain secrets, and bug reports are public.
    findings.fact(
        section,
        "options",
        orNone(
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-X"))
                .collect(Collectors.joining(" "))));
    findings.fact(section, "encoding", System.getProperty("file.encoding"));
    examineFileNames(findings, System.getProperty("sun.jnu.encoding"));
    findings.fact(section, "natives unpacked in", cacheDirectory());
  }

  /**
   * Examines the charset of file names, which depends on the locale.
   *
   * @param charset its name, as in the property sun.jnu.encoding
   */
  static void examineFileNames(Findings findings, String charset) {
    findings.fact("java", "encoding of file names", charset);
    // Windows stores names in Unicode, whatever the charset.
    if (File.separatorChar == '/' && !charset.equalsIgnoreCase("UTF-8")) {
      findings.machineProblem(
          Problem.of(
              ProblemCode.FILE_NAMES_NOT_UNICODE,
              String.format(
                  "the charset of file names is %s, so images with other characters in their names"
                      + " fail. Run with LC_ALL=C.UTF-8.",
                  charset)));
    }
  }

  /** The name of the CPU. */
  public static String processor() {
    try {
      return Files.readAllLines(CPUS, StandardCharsets.UTF_8).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseGet(Machine::processorElsewhere);
    } catch (IOException e) {
      return processorElsewhere();
    }
  }

  private static String processorElsewhere() {
    return Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER"))
        .orElse(System.getProperty("os.arch"));
  }

  private static String containerLimit() {
    for (Path limit : CONTAINER_LIMITS) {
      try {
        String text = Files.readString(limit).strip();
        return text.chars().allMatch(Character::isDigit) && text.length() < 16
            ? megabytes(Long.parseLong(text))
            : "none";
      } catch (IOException e) {
        // Another version of control groups: the next file may exist.
      }
    }
    return "none known";
  }

  private static long usable(Path directory) {
    return directory.toFile().getUsableSpace();
  }

  private static String cacheDirectory() {
    try {
      return Loader.getCacheDir().toString();
    } catch (IOException e) {
      return "nowhere: " + e.getMessage();
    }
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "none" : text;
  }

  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", bytes >> 20);
  }
}
