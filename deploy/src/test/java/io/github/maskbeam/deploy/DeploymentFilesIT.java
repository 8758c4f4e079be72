// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static io.github.maskbeam.deploy.DeploymentFiles.COMPOSE;
import static io.github.maskbeam.deploy.DeploymentFiles.DEMO_JOB;
import static io.github.maskbeam.deploy.DeploymentFiles.JOB_JAR;
import static io.github.maskbeam.deploy.DeploymentFiles.JOB_JAR_IN_IMAGE;
import static io.github.maskbeam.deploy.DeploymentFiles.listAt;
import static io.github.maskbeam.deploy.DeploymentFiles.yaml;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the container files name is what the build makes. */
class DeploymentFilesIT {
  /** What Flink's scripts put on the class path of its processes. */
  private static final String LIB = "/opt/flink/lib/";

  /** Read when the image is built, and merged into Flink's configuration. */
  private static final String SETTINGS = "/opt/flink/flink-properties.yaml";

  @Test
  void allThatIsCopiedIntoTheImageIsThereAndGoesToTheBuilder() throws IOException {
    List<String> ignored = Files.readAllLines(DeploymentFiles.DOCKERIGNORE);
    Set<String> copies = new TreeSet<>();
    for (String arguments : DeploymentFiles.dockerfile("COPY")) {
      String[] words = arguments.split(" ", -1);
      String source = words[words.length - 2];
      assertThat(arguments, files(source), is(not(empty())));
      assertThat(ignored, hasItem("!" + source));
      copies.add(words[words.length - 1]);
    }
    assertThat("natives, job and settings", copies, hasItems(LIB, JOB_JAR_IN_IMAGE, SETTINGS));
    assertThat(
        String.join(" ", DeploymentFiles.dockerfile("RUN")), containsString(" " + SETTINGS + ")"));
  }

  @Test
  void theClassThatIsRunIsInTheJobJar() throws IOException {
    List<List<?>> commands =
        List.of(
            listAt(yaml(COMPOSE), "services", "submit", "command"),
            listAt(yaml(DEMO_JOB), "spec", "template", "spec", "containers", 0, "args"));
    for (List<?> command : commands) {
      int at = command.indexOf("--class");
      assertThat(command.get(at + 2), is(JOB_JAR_IN_IMAGE));
      String entry = command.get(at + 1).toString().replace('.', '/') + ".class";
      try (JarFile jar = new JarFile(JOB_JAR.toFile())) {
        assertThat(entry, jar.getEntry(entry), is(notNullValue()));
      }
    }
  }

  @Test
  void nativesAreInTheClustersLibAndNotInTheJobJar() throws IOException {
    Set<String> natives = new TreeSet<>();
    for (Path file : files("target/cluster-lib/*.jar")) {
      natives.add(file.getFileName().toString().split("-[0-9]", -1)[0]);
    }
    assertThat(natives, is(Set.of("javacpp", "openblas", "opencv", "tensorflow-lite")));
    try (JarFile jar = new JarFile(JOB_JAR.toFile())) {
      assertThat(
          jar.stream().anyMatch(entry -> entry.getName().startsWith("org/bytedeco/")), is(false));
    }
  }

  private static List<Path> files(String pattern) throws IOException {
    Path path = Path.of(pattern);
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> matching =
        Files.newDirectoryStream(path.getParent(), path.getFileName().toString())) {
      matching.forEach(files::add);
    }
    return files;
  }
}
