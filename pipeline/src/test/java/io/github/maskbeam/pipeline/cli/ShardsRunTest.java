// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.mask.MaskText;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.GeoImages;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.ReportData;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.schemas.RunCounts;
import io.github.maskbeam.schemas.Sha256;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --maskLayout=shards} from options to tars, tables and reruns. */
class ShardsRunTest {
  private static final int WIDTH_PX = 90;
  private static final int HEIGHT_PX = 60;
  private static final int IMAGES = 7;

  @TempDir private Path directory;
  private Path photos;
  private Path output;
  private Path masks;

  @BeforeEach
  void draw() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    photos = Files.createDirectory(directory.resolve("photos"));
    output = directory.resolve("out");
    masks = output.resolve("masks");
    for (int i = 0; i < IMAGES; i++) {
      Landscapes.landscape(image(i), WIDTH_PX, HEIGHT_PX, 5 + 7 * i);
    }
    Files.writeString(photos.resolve("broken.png"), "no image");
  }

  @Test
  void masksAreThoseOfFiles() throws Exception {
    Path files = directory.resolve("files");
    requireOk(
        Run.maskbeam(
            "segment", "--input=" + photos + "/*", "--output=" + files, "--maxFailureFraction=1"));
    requireOk(segment());
    Map<String, Path> expected = MaskFiles.byImageId(files);
    Map<String, Path> found = new TreeMap<>();
    for (Path shard : shards()) {
      Map<String, Path> members = extracted(shard);
      List<Map<String, Object>> rows = rows(tableOf(shard));
      assertThat(rows.size(), lessThanOrEqualTo(2));
      assertThat(members.size(), is(2 * rows.size()));
      JsonNode stats = new ObjectMapper().readTree(statsOf(shard).toFile());
      assertThat(stats.get("count").asInt(), is(rows.size()));
      assertThat(stats.get("successes").asInt(), is(rows.size()));
      assertThat(stats.at("/status_dict/success").asInt(), is(rows.size()));
      for (Map<String, Object> row : rows) {
        String key = (String) row.get("key");
        assertThat(key, not(containsString(".")));
        Path png = members.get(key + ".png");
        byte[] content = Files.readAllBytes(png);
        String url = (String) row.get("url");
        assertThat(row.get("status"), is("success"));
        assertThat(row.get("width"), is(WIDTH_PX));
        assertThat(row.get("height"), is(HEIGHT_PX));
        assertThat(row.get("sha256"), is(Sha256.hex(Files.readAllBytes(Path.of(url)))));
        assertThat(row.get("image_id"), is(Sha256.imageId(url)));
        assertThat(
            range(shard, (long) row.get("offset"), (int) row.get("size_bytes")), is(content));
        String json = Files.readString(members.get(key + ".json"));
        assertThat(MaskText.read(new ByteArrayInputStream(content)).orElseThrow(), is(json));
        assertThat(new ObjectMapper().readTree(json).at("/image/image_uri").asText(), is(url));
        found.put((String) row.get("image_id"), png);
      }
    }
    assertThat(found.keySet(), is(expected.keySet()));
    for (String id : expected.keySet()) {
      assertThat(pixels(found.get(id)), is(pixels(expected.get(id))));
    }
    assertThat(table("failure_code").values(), hasItem("UNSUPPORTED_FORMAT"));
    table("mask_uri")
        .forEach(
            (uri, mask) -> {
              if (mask != null) {
                String name = mask.substring(mask.indexOf('!') + 1);
                assertThat(mask, startsWith(masks + "/000"));
                assertThat(members(Path.of(mask.substring(0, mask.indexOf('!')))), hasItem(name));
              }
            });
  }

  @Test
  void aSecondRunReusesAllAndChangesNoShard() throws Exception {
    Run first = segment();
    requireOk(first);
    assertThat(first.out(), containsString("masks     " + masks + "/*.tar"));
    Map<String, String> before = contents();
    requireOk(segment());
    assertThat(contents(), is(before));
    assertThat(counts().getInferences(), is(0L));
    assertThat(counts().getAlreadyDone(), is((long) IMAGES));
    assertThat(counts().getAlreadyFailed(), is(1L));
  }

  @Test
  void imagesOfAShardThatIsNotCompleteAreSegmentedIntoANewOne() throws Exception {
    requireOk(segment());
    Path lost = shards().get(0);
    Path highest = shards().get(shards().size() - 1);
    int images = rows(tableOf(lost)).size();
    Map<String, String> before = contents();
    Files.delete(statsOf(lost));
    requireOk(segment());
    assertThat(counts().getInferences(), is((long) images));
    assertThat(Files.exists(lost), is(false));
    assertThat(Files.exists(tableOf(lost)), is(false));
    Map<String, String> after = contents();
    before
        .keySet()
        .removeIf(name -> name.startsWith(lost.getFileName().toString().substring(0, 5)));
    assertThat(after.entrySet().containsAll(before.entrySet()), is(true));
    after.keySet().removeAll(before.keySet());
    after
        .keySet()
        .forEach(
            name -> assertThat(name.compareTo(highest.getFileName().toString()) > 0, is(true)));
    assertThat(table("mask_uri").values(), not(hasItem(startsWith(lost.toString()))));
  }

  @Test
  void aDamagedMaskIsNotReused() throws Exception {
    requireOk(segment());
    Path shard = shards().get(0);
    Map<String, Object> row = rows(tableOf(shard)).get(0);
    try (RandomAccessFile tar = new RandomAccessFile(shard.toFile(), "rw")) {
      tar.seek((long) row.get("offset") + (int) row.get("size_bytes") / 2);
      tar.write(tar.read() ^ 0xff);
      tar.seek((long) row.get("offset") + (int) row.get("size_bytes") - 20);
      tar.write(new byte[20]);
    }
    requireOk(segment());
    assertThat(counts().getInferences(), is(1L));
    assertThat(counts().getReplacedMasks(), is(1L));
  }

  @Test
  void masksThatAreDamagedOrInAShardThatIsNotCompleteAreRepaired() throws Exception {
    requireOk(segment());
    Files.delete(statsOf(shards().get(1)));
    int lost = rows(tableOf(shards().get(1))).size();
    Map<String, Object> row = rows(tableOf(shards().get(0))).get(0);
    try (RandomAccessFile tar = new RandomAccessFile(shards().get(0).toFile(), "rw")) {
      tar.seek((long) row.get("offset"));
      tar.write(new byte[(int) row.get("size_bytes")]);
    }
    Run verified = Run.maskbeam("verify", output.toString());
    assertThat(verified.exitCode(), is(4));
    assertThat(
        verified.err(),
        containsString(lost + 1 + " of " + IMAGES + " masks are missing or invalid"));
    assertThat(verified.err(), containsString("is not in a complete shard"));
    Run repaired = Run.maskbeam("verify", output.toString(), "--repair");
    requireOk(repaired);
    assertThat(repaired.out(), containsString("1 mask of other images or replaced by later ones"));
    assertThat(counts().getInferences(), is(lost + 1L));
  }

  @Test
  void allReadersFindMasksInShards() throws Exception {
    requireOk(segment("--overlay"));
    assertThat(MaskFiles.below(output.resolve("overlays")).size(), is(IMAGES));
    Run verified = Run.maskbeam("verify", output.toString());
    requireOk(verified);
    assertThat(verified.out(), containsString("consistent: tables, run.json and masks agree"));

    Path groundTruth = Files.createDirectory(directory.resolve("truth"));
    for (Path shard : shards()) {
      Map<String, Path> members = extracted(shard);
      for (Map<String, Object> row : rows(tableOf(shard))) {
        Path name = Path.of((String) row.get("url")).getFileName();
        Files.copy(members.get(row.get("key") + ".png"), groundTruth.resolve(name));
      }
    }
    Run evaluated =
        Run.maskbeam(
            "evaluate", output.toString(), "--groundTruth=" + groundTruth, "--format=json");
    requireOk(evaluated);
    assertThat(new ObjectMapper().readTree(evaluated.out()).get("miou").asDouble(), is(1.0));

    requireOk(Run.maskbeam("report", output.toString()));
    JsonNode gallery = ReportData.of(output.resolve("report.html")).get("gallery");
    assertThat(gallery.size(), is(IMAGES));
    gallery.forEach(
        tile -> {
          assertThat(tile.toString(), tile.has("problem"), is(false));
          assertThat(tile.get("mask_uri").asText(), containsString(".tar!scene_"));
        });

    Path coco = directory.resolve("coco.json");
    requireOk(Run.maskbeam("export", output.toString(), "--as=coco", "--to=" + coco));
    JsonNode exported = new ObjectMapper().readTree(coco.toFile());
    assertThat(exported.get("images").size(), is(IMAGES));
  }

  @Test
  void filesOfGisProgramsAreBesideTheMask() throws Exception {
    Path tif = GeoImages.geoTiff(photos.resolve("map.tif"), "EPSG:32633", 400_000, 5_800_000, 0.5);
    requireOk(segment());
    requireOk(Run.maskbeam("verify", output.toString()));
    String mask = table("mask_uri").get(tif.toString());
    Path tar = Path.of(mask.substring(0, mask.indexOf('!')));
    Path png = extracted(tar).get(mask.substring(mask.indexOf('!') + 1));
    assertThat(GeoImages.corners(GeoImages.info(png)), is(GeoImages.corners(GeoImages.info(tif))));
  }

  @Test
  void theEarlierMaskOfAnImageThatChangedIsKeptAndCounted() throws Exception {
    requireOk(segment());
    Landscapes.landscape(image(0), WIDTH_PX + 1, HEIGHT_PX, 9);
    Run changed = segment();
    requireOk(changed);
    assertThat(counts().getInferences(), is(1L));
    assertThat(counts().getReplacedMasks(), is(1L));
    assertThat(
        changed.out(), containsString("1 masks in shards are of images that were segmented again"));
    String latest = table("mask_uri").get(image(0).toString());

    requireOk(segment());
    assertThat(counts().getInferences(), is(0L));
    assertThat(counts().getReplacedMasks(), is(1L));
    assertThat(table("mask_uri").get(image(0).toString()), is(latest));
  }

  @Test
  void anImageThatWasDamagedSinceIsNotTriedAgain() throws Exception {
    requireOk(segment());
    Files.writeString(image(0), "no image any more");
    requireOk(segment());
    assertThat(counts().getFailed(), is(2L));
    requireOk(segment());
    assertThat(counts().getFailed(), is(2L));
    assertThat(counts().getAlreadyFailed(), is(2L));
    assertThat(counts().getReplacedMasks(), is(1L));
    Landscapes.landscape(image(0), WIDTH_PX, HEIGHT_PX, 5);
    requireOk(segment());
    assertThat(counts().getFailed(), is(1L));
    assertThat(counts().getReplacedMasks(), is(1L));
  }

  @Test
  void masksOfImagesThatAreNotInTheInputAreCounted() throws Exception {
    requireOk(segment());
    Files.delete(image(0));
    requireOk(segment());
    assertThat(counts().getMasksOfOtherImages(), is(1L));
    assertThat(counts().getInferences(), is(0L));
  }

  @Test
  void aMovedOutputIsReused() throws Exception {
    requireOk(segment());
    Path moved = directory.resolve("moved");
    Files.move(output, moved);
    requireOk(segmentInto(moved, "--maskLayout=shards", "--shardImages=2"));
    output = moved;
    assertThat(counts().getInferences(), is(0L));
    assertThat(table("mask_uri").get(image(0).toString()), startsWith(moved + "/masks/0000"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--maskLayout=tars | OPTION_CHOICE_UNKNOWN | use one of files or shards",
        "--maskLayout=shards --shardImages=0 | OPTION_OUT_OF_RANGE | --shardImages=0 must be",
        "--shardImages=100 | OPTION_VALUE_INVALID | has no effect with --maskLayout=files",
        "--maskLayout=shards --confidence=mask | OPTION_VALUE_INVALID | use --confidence=mean",
        "--maskLayout=shards --maskNames=stem | OPTION_VALUE_INVALID | masks are named by id",
      })
  void refusesOptions(String options, ProblemCode code, String message) {
    Run run = segmentInto(output, options.split(" "));
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(code));
    assertThat(run.err(), containsString(message));
    assertThat(Files.exists(output.resolve("run.json")), is(false));
  }

  @ParameterizedTest
  @CsvSource({"files, shards", "shards, files"})
  void refusesAnOutputOfTheOtherLayout(String earlier, String later) throws Exception {
    requireOk(segmentInto(output, "--maskLayout=" + earlier));
    List<Run> runs = new ArrayList<>();
    runs.add(segmentInto(output, "--maskLayout=" + later));
    runs.add(segmentInto(output, "--maskLayout=" + later, "--overwrite"));
    Files.delete(output.resolve("run.json"));
    runs.add(segmentInto(output, "--maskLayout=" + later));
    for (Run run : runs) {
      assertThat(run.exitCode(), is(2));
      assertThat(run.codes(), contains(ProblemCode.OUTPUT_SETTINGS_DIFFER));
      assertThat(run.err(), containsString("has masks of --maskLayout=" + earlier));
      assertThat(run.err(), containsString("delete " + masks));
    }
  }

  private Path image(int i) {
    return photos.resolve("scene." + i + ".png");
  }

  private Run segment(String... options) {
    List<String> all = new ArrayList<>(List.of("--maskLayout=shards", "--shardImages=2"));
    all.addAll(List.of(options));
    return segmentInto(output, all.toArray(new String[0]));
  }

  private Run segmentInto(Path directoryOfRun, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "segment",
                "--input=" + photos + "/*",
                "--output=" + directoryOfRun,
                "--maxFailureFraction=1"));
    arguments.addAll(List.of(options));
    return Run.maskbeam(arguments.toArray(new String[0]));
  }

  private static void requireOk(Run run) {
    assertThat(run.err(), run.exitCode(), is(0));
  }

  private RunCounts counts() throws IOException {
    return RunRecords.read(OutputLayout.at(output.toString())).orElseThrow().getCounts();
  }

  private List<Path> shards() throws IOException {
    return MaskFiles.below(masks).stream()
        .filter(name -> name.matches("[0-9]{5}\\.tar"))
        .map(masks::resolve)
        .collect(Collectors.toList());
  }

  private static Path tableOf(Path tar) {
    return Path.of(tar.toString().replace(".tar", ".parquet"));
  }

  private static Path statsOf(Path tar) {
    return Path.of(tar.toString().replace(".tar", "_stats.json"));
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : MaskFiles.below(masks)) {
      Path file = masks.resolve(name);
      contents.put(
          name, Files.getLastModifiedTime(file) + " " + Sha256.hex(Files.readAllBytes(file)));
    }
    return contents;
  }

  /** The members of a tar by name, as the system's tar reads them. */
  private Map<String, Path> extracted(Path tar) throws Exception {
    Path to = Files.createTempDirectory(directory, "extracted");
    system("tar", "-xf", tar.toString(), "-C", to.toString());
    Map<String, Path> members = new TreeMap<>();
    MaskFiles.below(to).forEach(name -> members.put(name, to.resolve(name)));
    return members;
  }

  private static List<String> members(Path tar) {
    try {
      return Arrays.asList(system("tar", "-tf", tar.toString()).split("\n"));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String system(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(out, process.waitFor(), is(0));
    return out;
  }

  private static byte[] range(Path file, long offset, int length) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
  }

  private static int[] pixels(Path mask) throws IOException {
    BufferedImage image = ImageIO.read(mask.toFile());
    return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
  }

  private Map<String, String> table(String column) throws SQLException {
    Map<String, String> values = new TreeMap<>();
    rows(output.resolve("tables/images/*.parquet"))
        .forEach(row -> values.put((String) row.get("image_uri"), (String) row.get(column)));
    return values;
  }

  private static List<Map<String, Object>> rows(Path parquet) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT * FROM read_parquet('" + parquet + "')")) {
      List<Map<String, Object>> rows = new ArrayList<>();
      while (result.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.put(result.getMetaData().getColumnName(i), result.getObject(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }
}
