// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.InflaterInputStream;

/** The output of a run: tables, read with DuckDB, and masks, as bytes. */
final class Output {
  private static final int PNG_SIGNATURE_BYTES = 8;
  private static final int CHUNK_TYPE_BYTES = 4;
  private static final int CHUNK_CRC_BYTES = 4;
  private static final String KEYWORD = "maskbeam";

  private final Path root;

  private Output(Path root) {
    this.root = root;
  }

  static Output at(Path root) {
    return new Output(root);
  }

  /** The rows of a query as text; {@code {images}} etc. stand for the tables. */
  List<String> rows(String sql) throws SQLException {
    String query = sql;
    for (String table :
        List.of("images", "class_areas", "class_coverage", "class_coverage_by_group")) {
      query =
          query.replace(
              "{" + table + "}",
              String.format("read_parquet('%s/tables/%s/*.parquet')", root, table));
    }
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getMetaData().getColumnName(i) + "=" + result.getString(i));
        }
        rows.add(String.join(" ", row).replace(root.toString(), "OUT"));
      }
    }
    return rows;
  }

  /** Images listed, segmented and failed, as run.json of the finished run has them. */
  List<Integer> counts() throws IOException {
    JsonNode counts = new ObjectMapper().readTree(root.resolve("run.json").toFile()).get("counts");
    return List.of(
        counts.get("images_listed").asInt(),
        counts.get("succeeded").asInt(),
        counts.get("failed").asInt());
  }

  /**
   * Each mask by path, its PNG chunks as text; metadata without times and mask URI. Also the files
   * for GIS programs beside masks.
   */
  Map<String, List<String>> masks() throws IOException {
    return chunksOf(maskFiles());
  }

  /** Each confidence mask by path, as {@link #masks()}. */
  Map<String, List<String>> confidenceMasks() throws IOException {
    return chunksOf(filesBelow(root.resolve("confidence")));
  }

  /** Each mask in shards by path of the tar, {@code !} and name, as the system's tar unpacks it. */
  Map<String, List<String>> masksInShards() throws IOException, InterruptedException {
    Map<String, List<String>> masks = new TreeMap<>();
    for (Path tar : maskFiles()) {
      if (tar.toString().endsWith(".tar")) {
        Path unpacked = Files.createTempDirectory("shard");
        ProcessBuilder command = new ProcessBuilder("tar", "-xf", tar + "", "-C", unpacked + "");
        if (command.inheritIO().start().waitFor() != 0) {
          throw new IOException(tar + " cannot be unpacked");
        }
        for (Path file : filesBelow(unpacked)) {
          if (file.toString().endsWith(".png")) {
            masks.put(root.relativize(tar) + "!" + unpacked.relativize(file), chunks(file));
          }
          Files.delete(file);
        }
        Files.delete(unpacked);
      }
    }
    return masks;
  }

  private Map<String, List<String>> chunksOf(List<Path> files) throws IOException {
    Map<String, List<String>> chunks = new TreeMap<>();
    for (Path file : files) {
      chunks.put(
          root.relativize(file).toString(),
          file.toString().endsWith(".png") ? chunks(file) : Files.readAllLines(file));
    }
    return chunks;
  }

  /** All files below masks/; empty if there is no such directory. */
  List<Path> maskFiles() throws IOException {
    Path masks = root.resolve("masks");
    return Files.isDirectory(masks) ? filesBelow(masks) : List.of();
  }

  /** All files by path, including temporary ones. */
  List<String> files() throws IOException {
    return filesBelow(root).stream()
        .map(file -> root.relativize(file).toString())
        .collect(Collectors.toList());
  }

  private static List<Path> filesBelow(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    // Files are created and deleted while a run is in progress.
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }

  private List<String> chunks(Path mask) throws IOException {
    List<String> chunks = new ArrayList<>();
    byte[] bytes = Files.readAllBytes(mask);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.skipBytes(PNG_SIGNATURE_BYTES);
      while (in.available() > 0) {
        int length = in.readInt();
        String type = new String(in.readNBytes(CHUNK_TYPE_BYTES), StandardCharsets.US_ASCII);
        byte[] data = in.readNBytes(length);
        in.skipBytes(CHUNK_CRC_BYTES);
        chunks.add(
            type
                + ": "
                + (type.equals("iTXt") ? withoutTimes(description(data)) : Arrays.toString(data)));
      }
    }
    return chunks;
  }

  /** The text of a compressed iTXt chunk: it follows the keyword, two flags and two empty texts. */
  private static String description(byte[] chunk) throws IOException {
    int start = (KEYWORD + "\0\1\0\0\0").length();
    byte[] deflated = Arrays.copyOfRange(chunk, start, chunk.length);
    try (InputStream text = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String withoutTimes(String description) {
    return description
        .replaceAll("\"(decode_ms|inference_ms)\":[0-9.E-]+", "\"$1\":0")
        .replaceAll("\"processed_at\":\"[^\"]+\"", "\"processed_at\":0")
        .replace(root.toString(), "OUT");
  }
}
