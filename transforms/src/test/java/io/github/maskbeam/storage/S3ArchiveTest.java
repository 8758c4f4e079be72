// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.testing.S3Requests;
import io.github.maskbeam.testing.S3Server;
import io.github.maskbeam.transforms.Contents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3ArchiveTest {
  private static final String[] NAMES =
      IntStream.range(0, 50).mapToObj(i -> "dir/" + i + ".jpg").toArray(String[]::new);

  @TempDir private static Path directory;
  private static S3Server server;

  @BeforeAll
  static void start() throws Exception {
    server = S3Server.start(directory, "photos");
    S3Server.useCredentials(S3Server.KEY_ID, S3Server.SECRET);
    S3Options options = PipelineOptionsFactory.as(S3Options.class);
    options.setEndpoint(server.endpoint());
    options.setS3ClientFactoryClass(PathStyleS3.class);
    FileSystems.setDefaultPipelineOptions(options);
  }

  @AfterAll
  static void stop() {
    S3Server.forgetCredentials();
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.tar", "x.zip"})
  void anArchiveIsListedWithOneRequestAndEachMemberReadWithOne(String name) throws Exception {
    Path file = directory.resolve("local-" + name);
    server.put(
        "photos",
        name,
        Files.readAllBytes(
            name.endsWith("tar")
                ? Archives.tar(file, NAMES)
                : Archives.zip(file, ZipEntry.DEFLATED, NAMES)));
    ListedImage archive = FileMetadata.of(Listing.files("s3://photos/" + name).get(0));
    S3Requests.forget();
    List<ListedImage> members = new ArrayList<>();
    ArchiveListing.members(archive, members::add);
    assertThat(members, hasSize(NAMES.length));
    assertThat(S3Requests.of("/photos/" + name), contains("GET"));
    S3Requests.forget();
    try (ImageFile member = ImageBytes.read(members.get(7), 1 << 20, ImageMemory.uncounted())) {
      assertThat(member.content(), is(Archives.content(NAMES[7])));
    }
    assertThat(S3Requests.of("/photos/" + name), contains("GET"));
    assertThat(
        Contents.of("s3://photos/" + name + "!dir/9.jpg", 1 << 20),
        is(Archives.content("dir/9.jpg")));
  }

  /** Gaps between headers of this size are not read. */
  @Test
  void largeMembersAreSkipped() throws Exception {
    byte[] bytes = Files.readAllBytes(Archives.tarOfZeros(directory.resolve("l.tar"), 20 << 20, 2));
    server.put("photos", "large.tar", bytes);
    ListedImage archive = FileMetadata.of(Listing.files("s3://photos/large.tar").get(0));
    S3Requests.forget();
    List<ListedImage> members = new ArrayList<>();
    ArchiveListing.members(archive, members::add);
    assertThat(members, hasSize(2));
    assertThat(S3Requests.of("/photos/large.tar"), contains("GET", "GET", "GET"));
  }
}
