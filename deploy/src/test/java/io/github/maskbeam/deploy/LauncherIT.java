// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.deploy.Program.Finished;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with the finished jar, in a directory with a space, through symbolic links. */
class LauncherIT {
  private static final Path BUILT = Path.of("target", "maskbeam").toAbsolutePath();

  @TempDir private static Path directory;

  private static Path home;
  private static Path launcher;
  private static Path link;

  @BeforeAll
  static void install() throws IOException {
    home = LauncherHome.install(directory.resolve("a folder"));
    launcher = home.resolve("bin/maskbeam");
    link = Files.createDirectory(directory.resolve("links")).resolve("mb");
    Path absolute = Files.createSymbolicLink(directory.resolve("absolute"), launcher);
    Files.createSymbolicLink(link, link.getParent().relativize(absolute));
  }

  @Test
  void theBuiltDirectoryHasCompletionOfTheSameProgram() throws Exception {
    Finished printed = maskbeam(Map.of(), "completion");
    assertThat(printed.err, printed.exitCode, is(0));
    Path script = BUILT.resolve("completion/maskbeam.bash");
    assertThat(Files.readString(script).lines().toArray(), is(printed.out.lines().toArray()));
    Finished bash =
        start(Map.of(), List.of("bash", "-c", "source '" + script + "' && complete -p maskbeam"));
    assertThat(bash.err, bash.out, containsString("-F _maskbeam maskbeam"));
  }

  @Test
  void passesOptionsOfTheJvmAndPrintsOnlyTheResult() throws Exception {
    Finished version = maskbeam(Map.of("JAVA_OPTS", " -Xmx300m  -showversion "), "--version");
    assertThat(version.exitCode, is(0));
    assertThat(version.out, startsWith("maskbeam "));
    assertThat(version.err, containsString(System.getProperty("java.version")));
    assertThat(maskbeam(Map.of(), "--version").err, is(""));
  }

  @Test
  void keepsTheExitCode() throws Exception {
    Finished unknown = maskbeam(Map.of(), "segment", "--unknown=1", "--output=out");
    assertThat(unknown.exitCode, is(2));
    assertThat(unknown.err, containsString("OPTION_UNKNOWN"));
    assertThat(unknown.out, is(""));
  }

  /** The first run writes the archive of classes, the next start installs it. */
  @Test
  void segmentsWithAnArchiveOfClassesAsWithoutIt() throws Exception {
    Path image = directory.resolve("größe 1.png");
    ImageIO.write(new BufferedImage(90, 60, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    Path log = directory.resolve("classes.log");
    for (String output : List.of("first", "second")) {
      Finished run =
          maskbeam(
              Map.of(
                  "LC_ALL",
                  "C",
                  "JAVA_OPTS",
                  "-XX:TieredStopAtLevel=1 -Xlog:class+load:file=" + log),
              "segment",
              "--input=" + image,
              "--output=" + output);
      assertThat(run.err, run.exitCode, is(0));
      assertThat(run.out, startsWith("\n1 image: 1 segmented, 0 failed"));
    }
    assertThat(Files.readString(log), containsString("shared objects file (top)"));
    assertThat(archives(), arrayContaining(archive()));

    Finished jar =
        Program.bundle(directory, List.of("segment", "--input=" + image, "--output=jar"))
            .finish(Duration.ofMinutes(3));
    assertThat(jar.err, jar.exitCode, is(0));
    Map<String, List<String>> expected = masks("jar");
    assertThat(expected.size(), is(1));
    assertThat(masks("first"), is(expected));
    assertThat(masks("second"), is(expected));
  }

  private static String archive() {
    return "maskbeam-" + System.getProperty("java.version") + ".jsa";
  }

  private static String[] archives() {
    return home.resolve("lib").toFile().list((lib, name) -> name.matches(".*\\.jsa(\\.new)?"));
  }

  private static Map<String, List<String>> masks(String output) throws IOException {
    return Output.at(directory.resolve(output)).masks();
  }

  private static Finished maskbeam(Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(link.toString()));
    command.addAll(List.of(arguments));
    return start(environment, command);
  }

  private static Finished start(Map<String, String> environment, List<String> command)
      throws Exception {
    Map<String, String> all = LauncherHome.environment(System.getProperty("java.home"));
    all.putAll(environment);
    return Program.start(directory, all, command).finish(Duration.ofMinutes(3));
  }
}
