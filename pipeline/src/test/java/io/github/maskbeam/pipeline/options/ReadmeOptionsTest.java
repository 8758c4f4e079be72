// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.github.maskbeam.pipeline.testing.Run;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.Test;

/** The README's tables of options, compared with the help and with the code. */
class ReadmeOptionsTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `--(?<name>\\w+)` \\|(?<default>[^|]*)\\|(?<unit>[^|]*)\\|.*\\|");

  /** A default in a README that is a value, and not a description of where the value comes from. */
  private static final Pattern VALUE = Pattern.compile("`(?<value>[^`]*)`");

  @Test
  void segment() throws IOException {
    check(Path.of("README.md"), "### Options of `segment`", SegmentOptions.class, "segment");
  }

  @Test
  void evaluate() throws IOException {
    check(Path.of("README.md"), "### Options of `evaluate`", EvaluateOptions.class, "evaluate");
  }

  /** Its options are those of the command line library, which also knows the defaults. */
  @Test
  void export() throws IOException {
    List<String> documented = new ArrayList<>();
    for (Matcher row : rows(Files.readString(Path.of("README.md")), "### Options of `export`")) {
      documented.add("--" + row.group("name"));
    }
    List<String> known =
        Pattern.compile("^ +(?:-\\w, )?(--\\w+)", Pattern.MULTILINE)
            .matcher(Run.maskbeam("export", "--help").out())
            .results()
            .map(match -> match.group(1))
            .filter(name -> !List.of("--help", "--version").contains(name))
            // A line of the synopsis may begin with one.
            .distinct()
            .collect(Collectors.toList());
    assertThat(documented, containsInAnyOrder(known.toArray()));
  }

  private static void check(
      Path readme, String heading, Class<? extends PipelineOptions> type, String command)
      throws IOException {
    Map<String, HelpOption> known =
        OptionsHelp.of(type).stream()
            .collect(Collectors.toMap(HelpOption::name, Function.identity()));
    List<Matcher> rows = rows(Files.readString(readme), heading);
    List<String> help = Run.maskbeam(command, "--help").out().lines().collect(Collectors.toList());
    for (Matcher row : rows) {
      HelpOption option = known.get(row.group("name"));
      assertThat(row.group("name"), option, notNullValue());
      assertThat(help, hasItem("  " + option.heading()));
      assertThat(option.name(), row.group("unit").strip(), is(option.unit()));
      Matcher value = VALUE.matcher(row.group("default").strip());
      assertThat(
          option.name(),
          value.matches() ? value.group("value") : HelpOption.NO_DEFAULT,
          is(option.defaultValue()));
    }
    List<String> named = rows.stream().map(row -> row.group("name")).collect(Collectors.toList());
    List<String> declared =
        Arrays.stream(type.getDeclaredMethods())
            .map(Method::getName)
            .filter(name -> name.startsWith("get"))
            .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
            .collect(Collectors.toList());
    assertThat(declared, not(List.of()));
    declared.forEach(name -> assertThat(named, hasItem(name)));
  }

  /** The rows of the first table below a heading. */
  private static List<Matcher> rows(String readme, String heading) {
    return readme
        .substring(readme.indexOf("\n" + heading + "\n") + heading.length() + 2)
        .lines()
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(ReadmeOptionsTest::row)
        .collect(Collectors.toList());
  }

  private static Matcher row(String line) {
    Matcher row = ROW.matcher(line);
    assertThat(line, row.matches(), is(true));
    return row;
  }
}
