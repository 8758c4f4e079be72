// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Detects the image format from the first bytes of a file, and names unsupported formats. */
public final class FormatDetector {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  /** A PNG signature with at least this many intact bytes counts as damaged. */
  private static final int MIN_INTACT_PNG_BYTES = 6;

  private static final int WEBP_SIGNATURE_BYTES = 12;

  private FormatDetector() {}

  /**
   * Detects the format of a file.
   *
   * @param content the whole file
   * @throws ImageException {@code TRUNCATED} if the file is empty or ends within a signature,
   *     {@code CORRUPT} if it has a damaged PNG signature, {@code UNSUPPORTED_FORMAT} otherwise
   */
  public static ImageFormat detect(byte[] content) throws ImageException {
    ByteView file = new ByteView(content);
    if (content.length == 0) {
      throw ImageException.truncated("the file is empty (0 bytes)");
    }
    if (startsWith(file, "\u00FF\u00D8")) {
      return ImageFormat.JPEG;
    }
    if (startsWith(file, new String(PNG, StandardCharsets.ISO_8859_1))) {
      return ImageFormat.PNG;
    }
    if (startsWith(file, "GIF87a") || startsWith(file, "GIF89a")) {
      return ImageFormat.GIF;
    }
    if (startsWith(file, "RIFF") && file.matches(8, "WEBP")) {
      return ImageFormat.WEBP;
    }
    if (startsWith(file, "BM")) {
      return ImageFormat.BMP;
    }
    if (startsWith(file, "II*\0") || startsWith(file, "MM\0*")) {
      return ImageFormat.TIFF;
    }
    throw undetected(file);
  }

  private static boolean startsWith(ByteView file, String signature) {
    return file.matches(0, signature);
  }

  private static ImageException undetected(ByteView file) {
    String format = unsupportedFormat(file);
    if (!format.isEmpty()) {
      return ImageException.unsupported(
          "the content is %s; supported are JPEG, PNG, WebP, BMP, GIF and TIFF", format);
    }
    if (isDamagedPng(file)) {
      return ImageException.corrupt(
          "the content looks like a PNG with a damaged signature, as after a transfer in text mode");
    }
    if (endsWithinSignature(file)) {
      return ImageException.truncated(
          "the file ends after %d bytes, within the signature of an image format", file.length());
    }
    return ImageException.unsupported(
        "the format of the content is not recognized (it starts with the bytes %s); supported are "
            + "JPEG, PNG, WebP, BMP, GIF and TIFF",
        firstBytes(file));
  }

  private static String unsupportedFormat(ByteView file) {
    if (file.matches(4, "ftyp")) {
      return isoMediaFormat(file);
    }
    String[][] formatOfSignature = {
      {"\0\0\1\0", "a Windows icon (ICO)"},
      {"\0\0\2\0", "a Windows cursor (CUR)"},
      {"\0\0\0\u000CjP  ", "JPEG 2000"},
      {"\u00FFO\u00FFQ", "JPEG 2000"},
      {"\u00FF\n", "JPEG XL"},
      {"\0\0\0\u000CJXL ", "JPEG XL"},
      {"II+\0", "BigTIFF"},
      {"MM\0+", "BigTIFF"},
      {"8BPS", "a Photoshop document"},
      {"v/1\u0001", "OpenEXR"},
      {"#?RADIANCE", "Radiance HDR"},
      {"qoif", "QOI"},
      {"DDS ", "a DirectDraw surface"},
      {"%PDF", "a PDF document"},
      {"<svg", "SVG"},
      {"<?xml", "XML (perhaps SVG)"},
      {"<!DOCTYPE", "a web page"},
      {"<!doctype", "a web page"},
      {"<html", "a web page"},
      {"PK\3\4", "a ZIP archive"},
      {"\u001F\u008B", "gzip data"},
    };
    for (String[] format : formatOfSignature) {
      if (startsWith(file, format[0])) {
        return format[1];
      }
    }
    return "";
  }

  private static String isoMediaFormat(ByteView file) {
    // The major brand is often the generic mif1; the compatible brands distinguish AVIF and HEIC.
    int end = Math.min(file.length(), 64);
    String brands =
        new String(file.content(), 8, Math.max(0, end - 8), StandardCharsets.ISO_8859_1);
    if (brands.contains("avif") || brands.contains("avis")) {
      return "AVIF";
    }
    if (brands.contains("heic") || brands.contains("heix") || brands.contains("hevc")) {
      return "HEIC";
    }
    return brands.contains("mif1") ? "HEIF" : "ISO media (a video or another container)";
  }

  private static boolean isDamagedPng(ByteView file) {
    int intact = 0;
    for (int i = 0; i < PNG.length && i < file.length(); i++) {
      intact += file.content()[i] == PNG[i] ? 1 : 0;
    }
    return intact >= MIN_INTACT_PNG_BYTES && intact < PNG.length && file.length() > PNG.length;
  }

  private static boolean endsWithinSignature(ByteView file) {
    if (file.length() >= WEBP_SIGNATURE_BYTES) {
      return false;
    }
    String content = new String(file.content(), StandardCharsets.ISO_8859_1);
    String[] signatures = {
      "\u00FF\u00D8",
      new String(PNG, StandardCharsets.ISO_8859_1),
      "GIF87a",
      "GIF89a",
      "BM",
      "II*\0",
      "MM\0*"
    };
    for (String signature : signatures) {
      if (signature.startsWith(content)) {
        return true;
      }
    }
    // RIFF, a length of four bytes, WEBP.
    return "RIFF".startsWith(content.substring(0, Math.min(4, content.length())))
        && "WEBP".startsWith(content.length() > 8 ? content.substring(8) : "");
  }

  private static String firstBytes(ByteView file) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < Math.min(8, file.length()); i++) {
      hex.append(String.format(Locale.ROOT, i == 0 ? "%02X" : " %02X", file.content()[i]));
    }
    return hex.toString();
  }
}
