// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.testing.Decoding;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatDetectorTest {
  @ParameterizedTest
  @CsvSource({
    "'\0\0\0 ftypavif\0\0\0\0', AVIF",
    "'\0\0\0 ftypmif1\0\0\0\0mif1avif', AVIF",
    "'\0\0\0\u0018ftypheic\0\0\0\0mif1heic', HEIC",
    "'\0\0\0\u0018ftypmp42\0\0\0\0mp42isom', video",
    "'\0\0\1\0\1\0\u0010\u0010', ICO",
    "'8BPS\0\1', Photoshop",
    "'%PDF-1.7', PDF",
    "'<!DOCTYPE html><html>', web page",
    "'<svg xmlns=', SVG",
    "'\u00FF\n\u00FA', JPEG XL",
    "'II+\0\u0008\0\0\0', BigTIFF",
    "'RIFF$\0\0\0WAVEfmt ', 52 49 46 46",
    "'Once upon a time', 4F 6E 63 65",
  })
  void namesAnUnsupportedFormat(String content, String name) {
    ImageException failure = Decoding.exception(content.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(failure.code(), is(FailureCode.UNSUPPORTED_FORMAT));
    assertThat(failure.getMessage(), containsString(name));
    assertThat(failure.getMessage(), containsString("supported are JPEG, PNG"));
  }
}
