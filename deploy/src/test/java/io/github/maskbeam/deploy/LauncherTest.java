// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.deploy.Program.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with a Java that prints what it was given. */
class LauncherTest {
  private static final String PRINTING =
      "#!/bin/sh\nprintf '%s\\n' \"$$\" \"$LC_ALL\" \"$@\"\nexit 7\n";

  @TempDir private Path directory;

  private Path home;
  private Path jdk;

  @BeforeEach
  void install() throws IOException {
    home = LauncherHome.withoutClasses(directory.resolve("a folder"));
    jdk = java("jdk 17", "17.0.1", PRINTING);
  }

  @Test
  void replacesItselfSoThatSignalsAndTheExitCodeAreThoseOfJava() throws Exception {
    Finished pid =
        start(Map.of(), List.of("sh", "-c", "echo $$; exec \"$0\" --version", launcher()));
    List<String> lines = pid.out.lines().collect(Collectors.toList());
    assertThat(lines.get(1), is(lines.get(0)));
    assertThat(pid.exitCode, is(7));
  }

  @Test
  void keepsArgumentsAndSplitsOptionsOfTheJvm() throws Exception {
    List<String> given =
        arguments(Map.of("JAVA_OPTS", "-Da=* -Db=1"), "query", "a  b", "*", "", "--x=$HOME");
    int main = given.indexOf("io.github.maskbeam.pipeline.cli.Main");
    assertThat(
        given.subList(main - 4, given.size()),
        contains(
            "-Da=*",
            "-Db=1",
            "-cp",
            home.resolve("lib/maskbeam.jar").toString(),
            "io.github.maskbeam.pipeline.cli.Main",
            "query",
            "a  b",
            "*",
            "",
            "--x=$HOME"));
  }

  /** In the locale C, Java cannot open files whose names are not ASCII. */
  @Test
  void replacesOnlyTheLocaleC() throws Exception {
    assertThat(locale("C", ""), is("C.UTF-8"));
    assertThat(locale("", ""), is("C.UTF-8"));
    assertThat(locale("POSIX", "de_DE.UTF-8"), is("C.UTF-8"));
    assertThat(locale("", "de_DE.UTF-8"), is(""));
    assertThat(locale("fr_FR.ISO-8859-1", ""), is("fr_FR.ISO-8859-1"));
  }

  @Test
  void writesAnArchiveOfClassesInRunsThatLoadThem() throws Exception {
    Matcher<Iterable<? super String>> isWritten = hasItem(startsWith("-XX:ArchiveClassesAtExit="));
    assertThat(arguments(Map.of(), "--version"), not(isWritten));
    assertThat(arguments(Map.of(), "segment", "--help"), not(isWritten));
    assertThat(arguments(Map.of(), "query", "out"), not(isWritten));
    assertThat(arguments(Map.of("JAVA_OPTS", "-Xshare:off"), "segment"), not(isWritten));
    assertThat(
        arguments(Map.of("JAVA_HOME", java("jdk 11", "11.0.2", PRINTING).toString()), "segment"),
        not(isWritten));
    assertThat(
        arguments(Map.of(), "segment"),
        hasItem("-XX:ArchiveClassesAtExit=" + home.resolve("lib/maskbeam-17.0.1.jsa.new")));
  }

  @Test
  void usesACompleteArchiveOfTheSameJarOnly() throws Exception {
    Path archive = home.resolve("lib/maskbeam-17.0.1.jsa");
    Path written = home.resolve("lib/maskbeam-17.0.1.jsa.new");
    arguments(Map.of(), "segment");
    // The JVM writes the first bytes last.
    Files.write(written, new byte[100]);
    assertThat(arguments(Map.of(), "--version"), not(hasItem(containsString(".jsa"))));
    Files.writeString(written, "an archive");
    assertThat(arguments(Map.of(), "--version"), hasItem("-XX:SharedArchiveFile=" + archive));
    assertThat(Files.readString(archive), is("an archive"));
    Files.writeString(home.resolve("lib/maskbeam.jar"), "another");
    assertThat(arguments(Map.of(), "--version"), not(hasItem(containsString(".jsa"))));
    assertThat(arguments(Map.of(), "segment"), hasItem("-XX:ArchiveClassesAtExit=" + written));
  }

  @Test
  void leavesAnArchiveToTheProcessThatWritesIt() throws Exception {
    Files.writeString(
        home.resolve("lib/maskbeam-17.0.1.jsa.lock"), "" + ProcessHandle.current().pid());
    Path cache = directory.resolve("cache");
    assertThat(
        arguments(Map.of("XDG_CACHE_HOME", cache.toString()), "segment"),
        hasItem("-XX:ArchiveClassesAtExit=" + cache + "/maskbeam/maskbeam-17.0.1.jsa.new"));
  }

  @Test
  void saysWhichJavaIsMissingOrTooOld() throws Exception {
    assertThat(
        refusal(Map.of("JAVA_HOME", "/nowhere")),
        allOf(containsString("JAVA_HOME=/nowhere"), containsString("Java 11 or newer")));
    assertThat(
        refusal(Map.of("JAVA_HOME", java("jdk 8", "1.8.0_392", PRINTING).toString())),
        allOf(containsString("Java 1.8.0_392"), containsString("Java 11 or newer")));
    Path nine = java("jdk 9", "", "#!/bin/sh\necho 'java version \"9.0.4\"' >&2\n");
    Files.delete(nine.resolve("release"));
    assertThat(refusal(Map.of("JAVA_HOME", nine.toString())), containsString("Java 9.0.4"));
    assertThat(
        refusal(Map.of("JAVA_HOME", "", "PATH", pathWithoutJava())),
        containsString("Java was not found"));
  }

  private String launcher() {
    return home.resolve("bin/maskbeam").toString();
  }

  /** A directory with the other programs that the launcher calls before it looks for Java. */
  private String pathWithoutJava() throws IOException {
    Path bin = Files.createDirectory(directory.resolve("bin"));
    for (String name : List.of("sh", "dirname", "readlink")) {
      Files.createSymbolicLink(
          bin.resolve(name),
          Stream.of(Path.of("/bin", name), Path.of("/usr/bin", name))
              .filter(Files::exists)
              .findFirst()
              .get());
    }
    return bin.toString();
  }

  private Path java(String name, String version, String script) throws IOException {
    Path java = directory.resolve(name);
    Files.createDirectories(java.resolve("bin"));
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path program = Files.writeString(java.resolve("bin/java"), script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return java;
  }

  private List<String> arguments(Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher()));
    command.addAll(List.of(arguments));
    Finished finished = start(environment, command);
    assertThat(finished.err, finished.exitCode, is(7));
    return finished.out.lines().skip(2).collect(Collectors.toList());
  }

  private String locale(String all, String lang) throws Exception {
    Map<String, String> environment = Map.of("LC_ALL", all, "LC_CTYPE", "", "LANG", lang);
    return start(environment, List.of(launcher())).out.lines().skip(1).findFirst().get();
  }

  private String refusal(Map<String, String> environment) throws Exception {
    Finished refused = start(environment, List.of(launcher(), "--version"));
    assertThat(refused.exitCode, is(1));
    assertThat(refused.out, is(""));
    return refused.err;
  }

  private Finished start(Map<String, String> environment, List<String> command) throws Exception {
    Map<String, String> all = LauncherHome.environment(jdk.toString());
    all.put("XDG_CACHE_HOME", directory.resolve("unused cache").toString());
    all.putAll(environment);
    return Program.start(directory, all, command).finish(Duration.ofMinutes(1));
  }
}
