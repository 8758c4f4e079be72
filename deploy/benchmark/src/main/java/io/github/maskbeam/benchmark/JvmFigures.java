// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** What this JVM has used since its start. Thread-safe. */
final class JvmFigures {
  private static final double NANOS_PER_S = 1e9;
  private static final double MILLIS_PER_S = 1e3;

  private final Set<String> heapPools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toSet());
  private final AtomicLong peakBytes = new AtomicLong();

  private JvmFigures() {}

  /** Watches garbage collections from now on. */
  static JvmFigures start() {
    JvmFigures figures = new JvmFigures();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener((event, unused) -> figures.collected(event), null, null);
    }
    return figures;
  }

  private void collected(Notification event) {
    Map<String, MemoryUsage> pools =
        GarbageCollectionNotificationInfo.from((CompositeData) event.getUserData())
            .getGcInfo()
            .getMemoryUsageAfterGc();
    long bytes =
        pools.entrySet().stream()
            .filter(pool -> heapPools.contains(pool.getKey()))
            .mapToLong(pool -> pool.getValue().getUsed())
            .sum();
    peakBytes.accumulateAndGet(bytes, Math::max);
  }

  /** Seconds since the start of the JVM. */
  static double seconds() {
    return ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS_PER_S;
  }

  /** All figures in a line. */
  String line() throws IOException {
    double cpuS =
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime()
            / NANOS_PER_S;
    double pausesS =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum()
            / MILLIS_PER_S;
    return String.format(
        Locale.ROOT,
        "%.1f s, CPU %.1f s, GC pauses %.1f %% of the time, heap after GC at most %,d MiB of %,d,"
            + " resident at most %,d MiB, metaspace %,d MiB",
        seconds(),
        cpuS,
        100 * pausesS / seconds(),
        peakBytes.get() >> 20,
        Runtime.getRuntime().maxMemory() >> 20,
        residentPeakMib(),
        metaspaceMib());
  }

  private static long metaspaceMib() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .mapToLong(pool -> pool.getUsage().getUsed())
            .sum()
        >> 20;
  }

  /** 0 where the system does not say it. */
  private static long residentPeakMib() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          >> 10;
    }
  }
}
