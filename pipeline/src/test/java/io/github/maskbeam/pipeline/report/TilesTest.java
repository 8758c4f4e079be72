// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.testing.Jpegs;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiles of images that cannot be shown, word by word. */
class TilesTest {
  @TempDir private Path directory;
  private Path image;

  @BeforeEach
  void draw() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    image = Landscapes.landscape(directory.resolve("a.png"), 40, 30, 10);
  }

  @Test
  void anImageThatIsGone() throws IOException {
    String sha256 = sha256();
    Files.delete(image);
    assertProblem(tile(sha256), "IMAGE_UNREADABLE", "The image can no longer be read: ");
  }

  @Test
  void anImageThatIsNoImageAnyMore() throws IOException {
    Files.writeString(image, "text");
    assertProblem(tile(sha256()), "IMAGE_UNREADABLE", "The image can no longer be read: ");
  }

  @Test
  void anImageThatChanged() throws IOException {
    String sha256 = sha256();
    Landscapes.landscape(image, 40, 30, 20);
    ObjectNode tile = tile(sha256);
    assertProblem(tile, "IMAGE_CHANGED", "The image has changed since it was segmented.");
  }

  @Test
  void aMaskThatIsGoneOrNoMask() throws IOException {
    assertProblem(tile(sha256()), "MASK_UNREADABLE", "The mask cannot be read: ");
    Path mask = Path.of(OutputLayout.at(directory.toString()).mask(image.toString()));
    Files.createDirectories(mask.getParent());
    Files.writeString(mask, "text");
    assertProblem(tile(sha256()), "MASK_UNREADABLE", "The mask cannot be read: ");
  }

  /** At half its size the JPEG fits; a PNG cannot be decoded at half its size. */
  @Test
  void anImageThatIsTooLargeForTheMemory() throws IOException {
    ImageMemory small = ImageMemory.of(1L << 30, 14L << 20);
    Path png = Landscapes.landscape(directory.resolve("b.png"), 3200, 2400, 900);
    image = directory.resolve("b.jpg");
    Files.write(image, Jpegs.encode(ImageIO.read(png.toFile()), 0.9f));
    Path mask = Path.of(OutputLayout.at(directory.toString()).mask(image.toString()));
    Files.createDirectories(mask.getParent());
    ImageIO.write(
        new BufferedImage(3200, 2400, BufferedImage.TYPE_BYTE_GRAY), "png", mask.toFile());
    ObjectNode tile = tile(sha256(), small, true);
    assertThat(tile.path("zoom_problem_code").asText(), is("TOO_LARGE"));
    assertThat(
        tile.path("zoom_problem").asText(),
        startsWith("It is too large to show in full: the image needs up to "));
    assertThat(tile.has("zoom"), is(false));
    assertThat(tile.path("large").has("image"), is(true));

    tile = tile(sha256(), ImageMemory.of(1L << 30, 1L << 30), true);
    assertThat(tile.has("zoom_problem"), is(false));
    assertThat(tile.at("/zoom/levels").size(), is(2));
    assertThat(tile.at("/zoom/levels/0/mask").size(), is(7 * 5));
    assertThat(tile.at("/zoom/levels/1/image").size(), is(4 * 3));

    image = png;
    assertProblem(
        tile(sha256(), small, false),
        "IMAGE_TOO_LARGE",
        "The image is too large for this machine: the image needs up to ");
  }

  private static void assertProblem(ObjectNode tile, String code, String message) {
    assertThat(tile.path("problem_code").asText(), is(code));
    assertThat(tile.path("problem").asText(), startsWith(message));
  }

  private String sha256() throws IOException {
    return Sha256.hex(Files.readAllBytes(image));
  }

  private ObjectNode tile(String contentSha256) throws IOException {
    return tile(contentSha256, ImageMemory.ofMachine(), false);
  }

  private ObjectNode tile(String contentSha256, ImageMemory memory, boolean isShown)
      throws IOException {
    ObjectNode tile = new ObjectMapper().createObjectNode();
    ImageRow row =
        ImageRow.newBuilder()
            .setImageId(Sha256.imageId(image.toString()))
            .setImageUri(image.toString())
            .setStatus(ImageStatus.SUCCEEDED.name())
            .setContentSha256(contentSha256)
            .setWidthPx(40)
            .setHeightPx(30)
            .setModelSha256("0")
            .setConfigSha256("0")
            .setProcessedAt(Instant.EPOCH)
            .build();
    OutputLayout output = OutputLayout.at(directory.toString());
    try (TilePictures pictures =
        new TilePictures(
            output,
            LabelMap.numbered(8),
            ClassColors.voc(),
            Confidence.OMITTED,
            ReadLimits.of(Optional.empty()),
            memory,
            ZoomBudget.of(32, 1L << 30))) {
      assertThat(new Tiles(output, 255, pictures).describe(row, List.of(), tile), is(isShown));
    }
    return tile;
  }
}
