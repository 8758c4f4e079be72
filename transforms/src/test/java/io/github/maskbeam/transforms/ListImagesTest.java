// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.sources.ImageSources;
import io.github.maskbeam.sources.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListImagesTest {
  private static final GroupKeys GROUPS = GroupKeys.of(64);

  @TempDir private Path directory;

  private OutputLayout output;
  private Map<String, Long> counters;
  private List<ListedImage> elements;

  @BeforeEach
  void setOutput() {
    output = OutputLayout.at(directory + "/out");
  }

  @Test
  void matchesGlobsOfSeveralDepths() throws IOException {
    files("a.jpg", "b.png", "sub/c.jpg", "sub/deep/d.jpg", "sub/deep/e.txt", "other/f.jpg");
    assertThat(
        list(List.of("sub/**", "*.png"), List.of()),
        names("b.png", "sub/c.jpg", "sub/deep/d.jpg", "sub/deep/e.txt"));
    assertThat(list(List.of("*.jpg"), List.of()), names("a.jpg"));
    assertThat(
        list(List.of("**/*.jpg"), List.of()),
        names("a.jpg", "sub/c.jpg", "sub/deep/d.jpg", "other/f.jpg"));
    assertThat(list(List.of("?.{jpg,png}"), List.of()), names("a.jpg", "b.png"));
  }

  @Test
  void matchesAnExistingFileLiterally() throws IOException {
    files("[1].jpg", "1.jpg", "a b ü'\".jpg");
    assertThat(list(List.of("[1].jpg"), List.of()), names("[1].jpg"));
    assertThat(list(List.of("a*.jpg"), List.of()), names("a b ü'\".jpg"));
  }

  @Test
  void listsImagesOfOverlappingPatternsOnce() throws IOException {
    files("a.jpg", "b.jpg");
    assertThat(list(List.of("*.jpg", "a.*", "a.jpg"), List.of()), names("a.jpg", "b.jpg"));
    assertThat(counters, is(counts(2, 2)));
  }

  @Test
  void excludesFilesThatRunsWrote() throws IOException {
    String mask = name(output.mask(directory + "/a.jpg"));
    files("a.jpg", "out/scenes/b.jpg", mask, "out/run.json", "out/tables/images/part-0.parquet");
    Path manifest = manifest("uris.txt", mask);
    ImageSources patterns =
        ImageSources.of(List.of(directory + "/**"), List.of(), directory.toString());
    assertThat(
        list(ListImages.of(patterns, output, GROUPS)),
        names("a.jpg", "out/scenes/b.jpg", "uris.txt"));
    assertThat(counters, is(counts(3, 0)));
    ImageSources named =
        ImageSources.of(
            List.of(), List.of(Manifest.text(manifest.toString())), directory.toString());
    assertThat(list(ListImages.of(named, output, GROUPS)), names(mask));
  }

  @Test
  void readsManifests() throws IOException {
    String text =
        "\uFEFFx/first.jpg\r\n"
            + "# a comment\r\n"
            + "\r\n"
            + "   \n"
            + "./x/../second ü.jpg\n"
            + "s3://bucket/a*[1].jpg\n"
            + "/abs/third.jpg  \n"
            + "last without line end.jpg";
    Path manifest = manifest("uris.txt", text);
    assertThat(
        list(List.of(), List.of(manifest)),
        containsInAnyOrder(
            directory + "/x/first.jpg",
            directory + "/second ü.jpg",
            "s3://bucket/a*[1].jpg",
            "/abs/third.jpg",
            directory + "/last without line end.jpg"));
    assertThat(counters, is(counts(5, 0)));
  }

  @Test
  void countsDuplicatesWithinAndBetweenSources() throws IOException {
    files("a.jpg", "b.jpg");
    Path one = manifest("one.txt", "a.jpg\n./a.jpg\nfile://" + directory + "/b.jpg\nc.jpg\n");
    Path other = manifest("other.txt", "c.jpg\nx/../c.jpg\n");
    assertThat(list(List.of("*.jpg"), List.of(one, other)), names("a.jpg", "b.jpg", "c.jpg"));
    assertThat(counters, is(counts(3, 5)));
  }

  @Test
  void keepsInvalidManifestLinesAsElements() throws IOException {
    Path manifest = manifest("uris.txt", "a\0b.jpg\nc.jpg\n");
    assertThat(
        list(List.of(), List.of(manifest)), containsInAnyOrder("a\0b.jpg", directory + "/c.jpg"));
  }

  @Test
  void readsAManifestWhoseNameIsAGlob() throws IOException {
    Path manifest = manifest("uris[1].txt", "a.jpg\n");
    assertThat(list(List.of(), List.of(manifest)), names("a.jpg"));
  }

  @Test
  void listsNothingOfAnEmptyManifest() throws IOException {
    Path manifest = manifest("uris.txt", "# nothing\n");
    assertThat(list(List.of(), List.of(manifest)), is(List.of()));
  }

  @Test
  void failsIfAPatternMatchesNothing() throws IOException {
    files("a.jpg");
    assertFails(ImageSources.of(List.of(directory + "/*.png"), List.of(), directory.toString()));
  }

  @Test
  void failsIfAManifestIsMissing() {
    for (String name : List.of("no.txt", "no[1].txt", "no*.txt")) {
      assertFails(
          ImageSources.of(
              List.of(), List.of(Manifest.text(directory + "/" + name)), directory.toString()));
    }
  }

  @Test
  void marksImagesWithMaskOrFailure() throws IOException {
    String mask = name(output.mask(directory + "/a.jpg"));
    String failure = name(output.file(PerImage.FAILURE, directory + "/b.jpg"));
    String both = name(output.mask(directory + "/c.jpg"));
    String alsoBoth = name(output.file(PerImage.FAILURE, directory + "/c.jpg"));
    String other = name(output.mask(directory + "/gone.jpg"));
    String otherFailure = name(output.file(PerImage.FAILURE, directory + "/lost.jpg"));
    files("a.jpg", "b.jpg", "c.jpg", "d.jpg", mask, failure, both, alsoBoth, other, otherFailure);
    files("out/masks/00/holiday.png", "out/masks/readme.txt");
    list(List.of("*.jpg"), List.of());
    assertThat(
        elements.stream()
            .map(image -> name(image.getImageUri()) + image.getHasMask() + image.getHasFailure())
            .collect(Collectors.toList()),
        containsInAnyOrder("a.jpgtruefalse", "b.jpgfalsetrue", "c.jpgtruetrue", "d.jpgfalsefalse"));
    assertThat(
        counters, is(Map.of("images_listed", 4L, "duplicates", 0L, "masks_of_other_images", 1L)));
  }

  @Test
  void keepsSizeAndTimeOfListedFiles() throws IOException {
    Path image = Files.write(directory.resolve("a.jpg"), new byte[7]);
    Path manifest = manifest("uris.txt", "a.jpg\nb.jpg");
    list(List.of("a.jpg"), List.of(manifest));
    ListedImage listed = element("a.jpg");
    assertThat(listed.getSizeBytes(), is(7L));
    assertThat(
        listed.getModifiedAt().toEpochMilli(), is(Files.getLastModifiedTime(image).toMillis()));
    assertThat(element("b.jpg").getSizeBytes(), is(nullValue()));
    assertThat(element("b.jpg").getModifiedAt(), is(nullValue()));
  }

  private ListedImage element(String name) {
    return elements.stream()
        .filter(image -> name(image.getImageUri()).equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String name(String uri) {
    return uri.substring(directory.toString().length() + 1);
  }

  private static Map<String, Long> counts(long listed, long duplicates) {
    return Map.of("images_listed", listed, "duplicates", duplicates, "masks_of_other_images", 0L);
  }

  private void assertFails(ImageSources sources) {
    Pipeline pipeline = Pipeline.create();
    pipeline.apply(ListImages.of(sources, output, GROUPS));
    Exception failure = assertThrows(Exception.class, () -> pipeline.run().waitUntilFinish());
    assertThat(failure.getMessage(), containsString(directory.toString()));
  }

  private List<String> list(List<String> patterns, List<Path> manifests) {
    return list(
        ListImages.of(
            ImageSources.of(
                patterns.stream().map(name -> directory + "/" + name).collect(Collectors.toList()),
                manifests.stream()
                    .map(file -> Manifest.text(file.toString()))
                    .collect(Collectors.toList()),
                directory.toString()),
            output,
            GROUPS));
  }

  private List<String> list(ListImages images) {
    Pipeline pipeline = Pipeline.create();
    Gathered<ListedImage> listed = Gathered.of(pipeline.apply(images));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    counters = RunCounters.counters(result);
    elements = listed.elements();
    return elements.stream().map(ListedImage::getImageUri).collect(Collectors.toList());
  }

  private Matcher<Iterable<? extends String>> names(String... names) {
    return containsInAnyOrder(
        Stream.of(names).map(name -> directory + "/" + name).toArray(String[]::new));
  }

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private Path manifest(String name, String text) throws IOException {
    return Files.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
