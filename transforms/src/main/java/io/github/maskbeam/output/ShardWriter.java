// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.geo.Georeference;
import io.github.maskbeam.parquet.ParquetSink;
import io.github.maskbeam.parquet.RowBytes;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.MaskPlace;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.schemas.ShardRow;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.LocalSync;
import io.github.maskbeam.storage.StoredFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.util.MimeTypes;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Collects the masks of a shard in temporary files of this machine, and writes the shard into the
 * output at the end. Memory does not grow with the masks, but for {@link MaskPlace}s. Not
 * thread-safe; the owner closes it, which deletes the temporary files.
 */
public final class ShardWriter implements AutoCloseable {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String SUCCESS = "success";

  private final MaskShard shard;
  private final String temporary;
  private final RowBytes<SegmentationResult> encoding =
      RowBytes.of(SegmentationResult.getClassSchema().toString());
  private final long startNanos = System.nanoTime();
  private final List<MaskPlace> places = new ArrayList<>();
  private final FileChannel tarFile;
  private final FileChannel resultsFile;
  private final OutputStream tarBytes;
  private final TarArchiveOutputStream tar;
  private final DataOutputStream results;

  private ShardWriter(
      MaskShard shard, String temporary, FileChannel tarFile, FileChannel resultsFile) {
    this.shard = shard;
    this.temporary = temporary;
    this.tarFile = tarFile;
    this.resultsFile = resultsFile;
    this.tarBytes = new BufferedOutputStream(Channels.newOutputStream(tarFile));
    this.tar = new TarArchiveOutputStream(tarBytes, StandardCharsets.UTF_8.name());
    this.tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    this.tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    this.results =
        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(resultsFile)));
  }

  /**
   * Starts a shard with a number of an output.
   *
   * @throws IOException if the temporary files cannot be written
   */
  public static ShardWriter open(OutputLayout output, int number) throws IOException {
    FileChannel tar = temporaryFile();
    try {
      return new ShardWriter(
          MaskShard.of(output, number), output.temporary(), tar, temporaryFile());
    } catch (IOException e) {
      tar.close();
      throw e;
    }
  }

  /** On Linux and macOS it has no name, so that a process that is killed leaves no file behind. */
  private static FileChannel temporaryFile() throws IOException {
    return FileChannel.open(
        Files.createTempFile("maskbeam-shard", ".tmp"), READ, WRITE, DELETE_ON_CLOSE);
  }

  /** The URI of the mask of an image in this shard. */
  public String mask(String imageUri) {
    return shard.mask(imageUri);
  }

  /** The number of masks. */
  public int size() {
    return places.size();
  }

  /**
   * Adds a mask.
   *
   * @param png the whole file
   * @param description the JSON that the mask's text chunk has
   * @param result of the image, with kept columns
   * @param georeference whose files are added beside the mask
   * @throws IOException if the temporary files cannot be written
   */
  public void add(
      byte[] png, String description, SegmentationResult result, Georeference georeference)
      throws IOException {
    ImageRow image = result.getImage();
    String key = shard.output().key(image.getImageUri());
    // Whole seconds: a fraction would add an extended header to each member.
    FileTime time = FileTime.from(image.getProcessedAt().truncatedTo(ChronoUnit.SECONDS));
    long offset = put(key + ".png", png, time);
    places.add(new MaskPlace(shard.number(), offset, png.length));
    put(key + ".json", description.getBytes(StandardCharsets.UTF_8), time);
    for (Map.Entry<String, byte[]> file : GeoFiles.contents(georeference).entrySet()) {
      put(key + file.getKey(), file.getValue(), time);
    }
    byte[] encoded = encoding.toBytes(result);
    results.writeInt(encoded.length);
    results.write(encoded);
  }

  private long put(String name, byte[] content, FileTime time) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setLastModifiedTime(time);
    tar.putArchiveEntry(entry);
    long offset = tar.getBytesWritten();
    tar.write(content);
    tar.closeArchiveEntry();
    return offset;
  }

  /**
   * Writes the shard into the output. When this returns, the shard is complete and its images count
   * as done. On a local disk it survives a loss of power.
   *
   * @throws IOException if storage does not take a file, and the shard is not complete; or if a
   *     worker that its runner gave up goes on, and the worker in its place has completed the shard
   */
  public void finish() throws IOException {
    tar.finish();
    tarBytes.flush();
    results.flush();
    if (StoredFile.exists(shard.stats())) {
      throw new IOException(shard.tar() + " was completed by another attempt of this run");
    }
    write(shard.tar(), out -> Channels.newInputStream(tarFile.position(0)).transferTo(out));
    write(shard.table(), this::writeTable);
    AtomicFiles.writeDurably(shard.stats(), stats(), temporary);
  }

  private void write(String uri, AtomicFiles.Content content) throws IOException {
    AtomicFiles.write(uri, MimeTypes.BINARY, content, temporary);
    LocalSync.file(uri);
  }

  private void writeTable(OutputStream out) throws IOException {
    ParquetSink<ShardRow> sink = ParquetSink.of(ShardRow.getClassSchema().toString());
    sink.open(Channels.newChannel(out));
    int[] next = {0};
    results(result -> writeRow(sink, result.getImage(), places.get(next[0]++)));
    sink.flush();
  }

  private void writeRow(ParquetSink<ShardRow> sink, ImageRow image, MaskPlace place)
      throws IOException {
    sink.write(
        ShardRow.newBuilder()
            .setKey(shard.output().key(image.getImageUri()))
            .setUrl(image.getImageUri())
            .setStatus(SUCCESS)
            .setWidth(image.getWidthPx())
            .setHeight(image.getHeightPx())
            .setOriginalWidth(image.getWidthPx())
            .setOriginalHeight(image.getHeightPx())
            .setSha256(image.getContentSha256())
            .setImageId(image.getImageId())
            .setOffset(place.getOffset())
            .setSizeBytes(place.getSizeBytes())
            .build());
  }

  private byte[] stats() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode stats = mapper.createObjectNode();
    stats.put("count", size());
    stats.put("successes", size());
    stats.put("failed_to_download", 0);
    stats.put("failed_to_resize", 0);
    stats.put("duration", (System.nanoTime() - startNanos) / NANOS_PER_SECOND);
    stats.putObject("status_dict").put(SUCCESS, size());
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(stats);
  }

  /**
   * Passes the results of the masks to a consumer, in the order in which they were added. Call it
   * after {@link #finish}.
   *
   * @throws IOException if the temporary file cannot be read
   */
  public void results(ResultConsumer consumer) throws IOException {
    DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Channels.newInputStream(resultsFile.position(0))));
    for (int i = 0; i < size(); i++) {
      byte[] encoded = new byte[in.readInt()];
      in.readFully(encoded);
      consumer.accept(encoding.toRow(encoded));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      tarFile.close();
    } finally {
      resultsFile.close();
    }
  }

  /** Accepts results. */
  public interface ResultConsumer {
    /** Accepts a result. */
    void accept(SegmentationResult result) throws IOException;
  }
}
