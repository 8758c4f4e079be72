// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.testing.EndlessBucket;
import io.github.maskbeam.storage.PathStyleS3;
import io.github.maskbeam.testing.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SourceCheckTest {
  @TempDir private Path directory;

  private final PipelineOptions options = PipelineOptionsFactory.create();

  @BeforeAll
  static void readyFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void patternsAreRelativeToTheWorkingDirectory() throws Exception {
    files("a.jpg", "sub/b.jpg");
    assertThat(patterns("*.jpg, ./sub/../sub/*.jpg"), contains(at("*.jpg"), at("sub/*.jpg")));
  }

  @Test
  void bracesOfDirectoriesThatMatchAreKept() throws Exception {
    files("cats/a.jpg");
    assertThat(patterns("{cats,dogs}/*.jpg"), contains(at("cats/*.jpg")));
    assertThat(
        problems("{cats,dogs}/*.png"),
        contains(
            allOf(
                containsString("--input={cats,dogs}/*.png matches no file"),
                containsString(at("cats/*.png") + " and " + at("dogs/*.png")))));
  }

  @Test
  void aFileIsTakenByItsName() throws Exception {
    files("Doe, Jane.jpg", "{1}.jpg", "[1].jpg");
    assertThat(patterns("Doe, Jane.jpg"), contains(at("Doe, Jane.jpg")));
    assertThat(patterns("{1}.jpg,[1].jpg"), contains(at("{1}.jpg"), at("[1].jpg")));
  }

  @Test
  void theWorkingDirectoryIsNoPattern() throws Exception {
    files("photos [2024] {x}/a.jpg", "photos 2 {x}/other.jpg");
    Path working = directory.resolve("photos [2024] {x}");
    String pattern =
        SourceCheck.of("*.jpg", null, working.toString(), Optional.empty(), options)
            .patterns()
            .get(0);
    assertThat(
        FileSystems.match(pattern).metadata().get(0).resourceId().toString(),
        is(working.resolve("a.jpg").toString()));
    assertThat(FileSystems.match(pattern).metadata().size(), is(1));
    assertThat(
        SourceCheck.of("a.jpg", null, working.toString(), Optional.empty(), options).patterns(),
        contains(working.resolve("a.jpg").toString()));
  }

  @Test
  void whatAnEarlierRunWroteIsNoInput() throws Exception {
    OutputLayout output = OutputLayout.at(at("out"));
    Path mask = Path.of(output.mask("a.jpg"));
    Files.createDirectories(mask.getParent());
    Files.createFile(mask);
    UsageException refusal =
        assertThrows(
            UsageException.class,
            () ->
                SourceCheck.of(
                    "out/**/*.png", null, directory.toString(), Optional.of(output), options));
    assertThat(
        refusal.problems(), contains(containsString("matches only what Maskbeam itself wrote")));
    files("out/photo.png");
    assertThat(
        SourceCheck.of("out/**.png", null, directory.toString(), Optional.of(output), options)
            .patterns(),
        contains(at("out/**.png")));
  }

  @Test
  void aPatternThatIsNoneIsOneSentence() throws Exception {
    files("a.jpg");
    List<String> problems = problems("*.{jpg,png");
    assertThat(problems, contains(containsString("--input=*.{jpg,png cannot be listed: ")));
    assertThat(problems.get(0).lines().count(), is(1L));
  }

  @Test
  void whatCannotBeAPathIsAProblemToo() {
    assertThat(problems("a\0b.jpg"), contains(containsString("a\0b.jpg")));
  }

  @Test
  @Timeout(60)
  void anInputIsNotListedToItsEnd() throws Exception {
    S3Server.useCredentials("a-tester", "a-secret");
    try (EndlessBucket bucket = EndlessBucket.start()) {
      S3Options s3 = PipelineOptionsFactory.as(S3Options.class);
      s3.setEndpoint(bucket.endpoint());
      s3.setS3ClientFactoryClass(PathStyleS3.class);
      FileSystems.setDefaultPipelineOptions(s3);
      String input = "s3://bucket/photos/**/*.jpg";
      assertThat(
          SourceCheck.of(input, null, directory.toString(), Optional.empty(), s3).patterns(),
          contains(input));
      assertThat(
          bucket.requests(),
          contains(allOf(startsWith("GET /bucket?list-type=2"), endsWith("prefix=photos%2F"))));
    } finally {
      S3Server.forgetCredentials();
      readyFileSystems();
    }
  }

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private String at(String relative) {
    return directory + "/" + relative;
  }

  private List<String> patterns(String input) throws UsageException {
    return SourceCheck.of(input, null, directory.toString(), Optional.empty(), options).patterns();
  }

  private List<String> problems(String input) {
    return assertThrows(UsageException.class, () -> patterns(input)).problems();
  }
}
