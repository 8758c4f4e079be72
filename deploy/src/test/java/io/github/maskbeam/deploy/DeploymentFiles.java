// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files for real clusters as the tests read them. Tests run in the folder of the module. */
final class DeploymentFiles {
  static final Path DOCKERFILE = Path.of("docker", "Dockerfile");
  static final Path DOCKERIGNORE = Path.of("docker", "Dockerfile.dockerignore");
  static final Path COMPOSE = Path.of("docker", "docker-compose.yml");
  static final Path APPLICATION = Path.of("docker", "docker-compose.application.yml");
  static final Path BUILD_CHECK = Path.of("docker", "build-check.sh");
  static final Path FLINK_PROPERTIES = Path.of("docker", "flink-properties.yaml");
  static final Path STORAGE = Path.of("kubernetes", "storage.yaml");
  static final Path SESSION_CLUSTER = Path.of("kubernetes", "session-cluster.yaml");
  static final Path DEMO_JOB = Path.of("kubernetes", "demo-job.yaml");

  /** Where the image holds the job jar, and the build makes it. */
  static final String JOB_JAR_IN_IMAGE = "/opt/flink/usrlib/maskbeam-job.jar";

  static final Path JOB_JAR = Path.of("target", "maskbeam-job.jar");

  private DeploymentFiles() {}

  /** The one YAML document in the file, with {@code <<} resolved; a key given twice fails. */
  static Object yaml(Path file) throws IOException {
    return yaml(Files.readString(file));
  }

  static Object yaml(String text) {
    return merged(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  /** The value under one key after the other; a number is an index. */
  static Object at(Object tree, Object... keys) {
    Object value = tree;
    for (Object key : keys) {
      Object next =
          key instanceof Integer
              ? ((List<?>) value).get((Integer) key)
              : ((Map<?, ?>) value).get(key);
      if (next == null) {
        throw new AssertionError(key + " is not in " + value);
      }
      value = next;
    }
    return value;
  }

  static Map<?, ?> mapAt(Object tree, Object... keys) {
    return (Map<?, ?>) at(tree, keys);
  }

  static List<?> listAt(Object tree, Object... keys) {
    return (List<?>) at(tree, keys);
  }

  /** What stands after one instruction of the Dockerfile, as COPY, each time it is given. */
  static List<String> dockerfile(String instruction) throws IOException {
    List<String> arguments = new ArrayList<>();
    for (String line : Files.readAllLines(DOCKERFILE)) {
      if (line.startsWith(instruction + " ")) {
        arguments.add(line.substring(instruction.length() + 1));
      }
    }
    if (arguments.isEmpty()) {
      throw new AssertionError("no " + instruction + " in " + DOCKERFILE);
    }
    return arguments;
  }

  /** The command line of a service of compose or of a container of Kubernetes. */
  static List<String> command(Object tree, Object... keys) {
    List<String> words = new ArrayList<>();
    listAt(tree, keys).forEach(word -> words.add(word.toString()));
    return words;
  }

  /** Flat settings as text, in the file's order. */
  static Map<String, String> settings(Path file) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    ((Map<?, ?>) yaml(file)).forEach((key, value) -> settings.put("" + key, "" + value));
    return settings;
  }

  /** What the root pom says at an XPath. */
  static String pom(String xpath) throws Exception {
    String value =
        XPathFactory.newInstance()
            .newXPath()
            .evaluate(
                xpath,
                DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Path.of("..", "pom.xml").toFile()));
    if (value.isEmpty()) {
      throw new AssertionError("the root pom has no " + xpath);
    }
    return value;
  }

  /** YAML 1.2 dropped {@code <<}, which compose knows: what a map says itself goes before. */
  private static Object merged(Object value) {
    if (value instanceof List) {
      List<Object> list = new ArrayList<>();
      ((List<?>) value).forEach(item -> list.add(merged(item)));
      return list;
    }
    if (!(value instanceof Map)) {
      return value;
    }
    Map<Object, Object> map = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((key, item) -> map.put(key, merged(item)));
    Object base = map.remove("<<");
    if (base != null) {
      ((Map<?, ?>) base).forEach(map::putIfAbsent);
    }
    return map;
  }
}
