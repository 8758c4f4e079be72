// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.document.JsonDocument;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.DuckDb;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** croissant.json, read as JSON-LD, against DuckDB and the files that are there. */
class CroissantTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String CR = "http://mlcommons.org/croissant/";
  private static final String SC = "https://schema.org/";

  @TempDir private Path directory;
  private Path photos;
  private Path output;

  @BeforeEach
  void draw() throws IOException {
    photos = Files.createDirectory(directory.resolve("photos"));
    output = directory.resolve("out of 50 %");
    Landscapes.landscape(photos.resolve("a.png"), 20, 10, 5);
    Landscapes.landscape(photos.resolve("b.png"), 30, 10, 5);
  }

  @Test
  void describesEachTableWithItsFilesAndColumns() throws Exception {
    assertThat(segment("--input=" + photos).exitCode(), is(ExitCode.OK));
    JsonNode dataSet = dataSet();
    assertThat(text(dataSet, "@type"), is(SC + "Dataset"));
    assertThat(
        text(dataSet, "http://purl.org/dc/terms/conformsTo"),
        is("http://mlcommons.org/croissant/1.0"));
    assertThat(text(dataSet, SC + "name"), is("out-of-50-"));
    List<String> names = new ArrayList<>();
    try (Tables tables = Tables.of(output)) {
      for (JsonNode records : dataSet.path(CR + "recordSet")) {
        String table = text(records, SC + "name");
        names.add(table);
        assertThat(columnTypes(records), is(croissantTypes(tables.rows("DESCRIBE " + table))));
        assertThat(
            text(records, SC + "description"), containsString("Table " + table + ": one row per"));
        String files =
            matching(fileSet(dataSet, records)).stream()
                .map(file -> "'" + output.resolve(file) + "'")
                .collect(Collectors.joining(", "));
        assertThat(
            tables.value("SELECT count(*) FROM read_parquet([" + files + "])"),
            is(tables.value("SELECT count(*) FROM " + table)));
      }
    }
    assertThat(names, contains("images", "class_areas", "class_coverage"));
    List<String> masks =
        MaskFiles.below(output).stream()
            .filter(file -> file.startsWith("masks/"))
            .collect(Collectors.toList());
    assertThat(matching(file(dataSet, "masks")), is(masks));
  }

  @Test
  void describesTheTarsOfMasksInShards() throws Exception {
    assertThat(
        segment("--input=" + photos, "--maskLayout=shards", "--shardImages=1").exitCode(),
        is(ExitCode.OK));
    List<String> tars =
        MaskFiles.below(output).stream()
            .filter(file -> file.endsWith(".tar"))
            .collect(Collectors.toList());
    assertThat(tars.size(), is(2));
    JsonNode masks = file(dataSet(), "masks");
    assertThat(matching(masks), is(tars));
    assertThat(text(masks, SC + "encodingFormat"), is("application/x-tar"));
  }

  /** Their names can be anything; ids are IRIs. */
  @Test
  void describesColumnsThatAreKept() throws Exception {
    Path manifest = directory.resolve("manifest.parquet");
    DuckDb.execute(
        String.format(
            "COPY (SELECT '%s' AS url, 'x' AS \"a name, with #/%%\", 1.5::DECIMAL(4,2) AS price,"
                + " DATE '1969-07-20' AS day, TIMESTAMPTZ '2024-02-29 12:34:56+02' AS at,"
                + " true AS flag, 7 AS n) TO '%s' (FORMAT parquet)",
            photos.resolve("a.png"), manifest));
    Run run = segment("--manifest=" + manifest, "--keepColumns=all", "--coverageBy=day,n");
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    JsonNode dataSet = dataSet();
    Map<String, String> types = columnTypes(dataSet.path(CR + "recordSet").get(0));
    assertThat(types.get("a name, with #/%"), is("Text"));
    assertThat(types.get("price"), is("Number"));
    assertThat(types.get("day"), is("Date"));
    assertThat(types.get("at"), is("Date"));
    assertThat(types.get("flag"), is("Boolean"));
    assertThat(types.get("n"), is("Integer"));
    Map<String, String> byGroup = columnTypes(dataSet.path(CR + "recordSet").get(3));
    assertThat(byGroup.get("day"), is("Date"));
    assertThat(byGroup.get("group_image_count"), is("Integer"));
  }

  @Test
  void keepsWhatPeopleAdded() throws Exception {
    assertThat(
        segment("--input=" + photos.resolve("a.png"), "--confidence=mask").exitCode(),
        is(ExitCode.OK));
    ObjectNode edited = (ObjectNode) MAPPER.readTree(croissant().toFile());
    edited.put("license", "https://creativecommons.org/licenses/by/4.0/").put("name", "mine");
    edited.withObject("/@context").put("rai", "http://mlcommons.org/croissant/RAI/");
    edited.put("rai:dataCollection", "on foot");
    MAPPER.writeValue(croissant().toFile(), edited);
    assertThat(segment("--input=" + photos, "--confidence=mask").exitCode(), is(ExitCode.OK));
    JsonNode dataSet = dataSet();
    assertThat(text(dataSet, SC + "license"), is("https://creativecommons.org/licenses/by/4.0/"));
    assertThat(text(dataSet, SC + "name"), is("mine"));
    assertThat(text(dataSet, "http://mlcommons.org/croissant/RAI/dataCollection"), is("on foot"));
    assertThat(matching(file(dataSet, "confidence")), not(is(List.of())));
  }

  @Test
  void leavesAFileThatIsNoLongerJson() throws Exception {
    assertThat(segment("--input=" + photos).exitCode(), is(ExitCode.OK));
    for (String edited :
        List.of("{\"license\": ", "[]", "{\"@context\": \"https://schema.org\"}")) {
      Files.writeString(croissant(), edited);
      Run run = segment("--input=" + photos);
      assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
      assertThat(run.codes(), hasItem(ProblemCode.CROISSANT_NOT_UPDATED));
      assertThat(Files.readString(croissant()), is(edited));
    }
    Files.delete(croissant());
    assertThat(Run.maskbeam("verify", output.toString()).exitCode(), is(ExitCode.OK));
    assertThat(text(dataSet(), "@type"), is(SC + "Dataset"));
  }

  private Run segment(String... arguments) {
    List<String> all = new ArrayList<>(List.of("segment", "--model=demo", "--output=" + output));
    all.addAll(List.of(arguments));
    return Run.maskbeam(all.toArray(new String[0]));
  }

  private Path croissant() {
    return output.resolve("croissant.json");
  }

  private JsonNode dataSet() throws IOException, JsonLdError {
    try (InputStream in = Files.newInputStream(croissant())) {
      String expanded = JsonLd.expand(JsonDocument.of(in)).base("file:///data/").get().toString();
      return MAPPER.readTree(expanded).get(0);
    }
  }

  /** The names and types of the fields, after a look at where they say that they come from. */
  private static Map<String, String> columnTypes(JsonNode records) {
    Map<String, String> types = new TreeMap<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode field : records.path(CR + "field")) {
      String name = text(field, SC + "name");
      assertThat("unique", ids.add(field.path("@id").asText()));
      JsonNode source = field.path(CR + "source").get(0);
      assertThat(text(source.path(CR + "extract").get(0), CR + "column"), is(name));
      String type = text(field, CR + "dataType");
      assertThat(type, containsString(SC));
      boolean isRepeated = field.path(CR + "repeated").path(0).path("@value").asBoolean();
      types.put(name, type.substring(SC.length()) + (isRepeated ? " repeated" : ""));
    }
    return types;
  }

  private static Map<String, String> croissantTypes(List<String> described) {
    Map<String, String> types =
        Map.of(
            "VARCHAR", "Text",
            "INTEGER", "Integer",
            "BIGINT", "Integer",
            "DOUBLE", "Float",
            "DOUBLE[]", "Float repeated",
            "TIMESTAMP WITH TIME ZONE", "Date");
    return described.stream()
        .map(row -> row.split("\\|", -1))
        .collect(
            Collectors.toMap(row -> row[0], row -> types.get(row[1]), (a, b) -> a, TreeMap::new));
  }

  private static JsonNode fileSet(JsonNode dataSet, JsonNode records) {
    String id =
        records
            .path(CR + "field")
            .get(0)
            .path(CR + "source")
            .get(0)
            .path(CR + "fileSet")
            .get(0)
            .path("@id")
            .asText();
    return file(dataSet, id.substring(id.lastIndexOf('/') + 1));
  }

  private static JsonNode file(JsonNode dataSet, String name) {
    for (JsonNode file : dataSet.path(SC + "distribution")) {
      if (text(file, SC + "name").equals(name)) {
        assertThat(text(file, "@type"), is(CR + "FileSet"));
        return file;
      }
    }
    throw new AssertionError(name);
  }

  private List<String> matching(JsonNode fileSet) throws IOException {
    List<PathMatcher> patterns = new ArrayList<>();
    for (JsonNode include : fileSet.path(CR + "includes")) {
      patterns.add(
          FileSystems.getDefault().getPathMatcher("glob:" + include.path("@value").asText()));
    }
    return MaskFiles.below(output).stream()
        .filter(file -> patterns.stream().anyMatch(pattern -> pattern.matches(Path.of(file))))
        .collect(Collectors.toList());
  }

  private static String text(JsonNode node, String property) {
    JsonNode value = node.path(property).path(0);
    return value.isTextual()
        ? value.asText()
        : value.has("@id") ? value.path("@id").asText() : value.path("@value").asText();
  }
}
