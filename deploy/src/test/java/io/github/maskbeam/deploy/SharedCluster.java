// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one cluster of two TaskManagers, which starts with the first class that asks for it
 * and stops after the last one. For tests that leave all of its processes alive; jobs of other
 * classes may have run on it before.
 */
final class SharedCluster implements ParameterResolver {
  static final int SLOTS = 4;

  /**
   * Each process serves its metrics at the first of these ports that is free. They are below those
   * that clients get: a connection to a port of these that nobody listens at may be answered by
   * itself.
   */
  static final int FIRST_METRICS_PORT = 19250;

  static final int LAST_METRICS_PORT = 19269;

  private static final Namespace NAMESPACE = Namespace.create(SharedCluster.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalCluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(LocalCluster.class, key -> start(), LocalCluster.class);
  }

  private static LocalCluster start() {
    try {
      Path directory = Files.createDirectories(Path.of("target", "shared-cluster"));
      return LocalCluster.start(
          directory.toRealPath(),
          SLOTS / LocalCluster.SLOTS_EACH,
          Map.of(
              "JDK_JAVA_OPTIONS",
              Program.WITHOUT_OPTIMIZER,
              "PROMETHEUS_PORTS",
              FIRST_METRICS_PORT + "-" + LAST_METRICS_PORT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the cluster started", e);
    }
  }
}
