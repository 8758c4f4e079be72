// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.testing.Decoding;
import io.github.maskbeam.testing.SharedFiles;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files after public reports: valid ones have the pixels of their equals, others are named. */
class CasesTest {
  private static byte[] read(String file) throws IOException {
    return Files.readAllBytes(SharedFiles.shared("images/cases").resolve(file));
  }

  @ParameterizedTest
  @CsvSource({
    "bands3_8bit.tif, scene.png",
    "bands3_16bit.tif, scene.png",
    "rgba.png, scene.png",
    "rgba_8bit.tif, scene.png",
    "thumb_then_picture.tif, scene.png",
    "scene16_12bit.png, scene.png",
    "scene16_full.png, scene.png",
    "no_end_marker_vendor_trailer.jpg, whole.jpg",
    "stray_bytes_before_end.jpg, whole.jpg",
  })
  void hasThePixelsOf(String file, String equal) throws IOException, ImageException {
    assertThat(Decoding.rgb(read(file)), is(Decoding.rgb(read(equal))));
  }

  @ParameterizedTest
  @CsvSource({"bands5.tif, 5 samples per pixel", "png_cgbi_iphone.png, CgBI"})
  void namesWhatIsUnsupported(String file, String name) throws IOException {
    ImageException failure = Decoding.exception(read(file));
    assertThat(failure.code(), is(FailureCode.UNSUPPORTED_FORMAT));
    assertThat(failure.getMessage(), containsString(name));
  }

  @Test
  void decodesAMissingTileToBlack() throws IOException, ImageException {
    try (DecodedImage image = Decoding.decode(read("tif_sparse_tile.tif"))) {
      assertThat(Decoding.size(image), is("500x333"));
      for (int i = 0; i < 128; i++) {
        assertThat(Decoding.pixel(image, i, 127), is(Color.BLACK));
        assertThat(Decoding.pixel(image, 127, i), is(Color.BLACK));
      }
      assertThat(Decoding.pixel(image, 128, 0).equals(Color.BLACK), is(false));
      assertThat(Decoding.pixel(image, 0, 128).equals(Color.BLACK), is(false));
    }
  }
}
