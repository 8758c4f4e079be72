// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/** The launcher's directory at another place, with its jar or with a file that stands for it. */
final class LauncherHome {
  private static final Path LAUNCHER = Path.of("launcher", "maskbeam").toAbsolutePath();

  private LauncherHome() {}

  /** A directory with the finished jar. */
  static Path install(Path directory) throws IOException {
    Path home = withoutJar(directory);
    Files.createSymbolicLink(home.resolve("lib/maskbeam.jar"), Program.BUNDLE);
    return home;
  }

  /** A directory for a Java that only prints its arguments. */
  static Path withoutClasses(Path directory) throws IOException {
    Path home = withoutJar(directory);
    Files.createFile(home.resolve("lib/maskbeam.jar"));
    return home;
  }

  private static Path withoutJar(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("bin"));
    Files.createDirectories(directory.resolve("lib"));
    Files.copy(LAUNCHER, directory.resolve("bin/maskbeam"), StandardCopyOption.COPY_ATTRIBUTES);
    return directory.toRealPath();
  }

  /** The variables that the launcher reads; an empty one counts as absent. */
  static Map<String, String> environment(String javaHome) {
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_HOME", javaHome);
    environment.put("JAVA_OPTS", "");
    return environment;
  }
}
