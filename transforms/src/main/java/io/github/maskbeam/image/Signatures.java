// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Tells a format by the first bytes of a file, and names what it is not able to decode. */
public final class Signatures {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int PNG_BYTES_THAT_TELL = 6;

  private Signatures() {}

  public static ImageFormat recognize(byte[] content) throws ImageException {
    ByteView file = new ByteView(content);
    if (content.length == 0) {
      throw ImageException.truncated("the file is empty (0 bytes)");
    }
    if (starts(file, "\u00FF\u00D8")) {
      return ImageFormat.JPEG;
    }
    if (starts(file, new String(PNG, StandardCharsets.ISO_8859_1))) {
      return ImageFormat.PNG;
    }
    if (starts(file, "GIF87a") || starts(file, "GIF89a")) {
      return ImageFormat.GIF;
    }
    if (starts(file, "RIFF") && file.hasAscii(8, "WEBP")) {
      return ImageFormat.WEBP;
    }
    if (starts(file, "BM")) {
      return ImageFormat.BMP;
    }
    if (starts(file, "II*\0") || starts(file, "MM\0*")) {
      return ImageFormat.TIFF;
    }
    throw refusal(file);
  }

  private static boolean starts(ByteView file, String signature) {
    return file.hasAscii(0, signature);
  }

  private static ImageException refusal(ByteView file) {
    String known = unsupportedKind(file);
    if (!known.isEmpty()) {
      return ImageException.unsupported(
          "the content is %s; supported are JPEG, PNG, WebP, BMP, GIF and TIFF", known);
    }
    if (isDamagedPng(file)) {
      return ImageException.corrupt(
          "the content looks like a PNG whose signature was changed, as a transfer in text mode does");
    }
    if (endsInSignature(file)) {
      return ImageException.truncated(
          "the file ends after %d bytes, inside the signature of an image format", file.length());
    }
    return ImageException.unsupported(
        "the content is no image known here (it starts with the bytes %s); supported are JPEG, PNG, "
            + "WebP, BMP, GIF and TIFF",
        firstBytes(file));
  }

  private static String unsupportedKind(ByteView file) {
    if (file.hasAscii(4, "ftyp")) {
      return isoMediaKind(file);
    }
    String[][] kinds = {
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
    for (String[] kind : kinds) {
      if (starts(file, kind[0])) {
        return kind[1];
      }
    }
    return "";
  }

  private static String isoMediaKind(ByteView file) {
    // The major brand often says only "some image" (mif1): the compatible brands tell AVIF from
    // HEIC.
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
    int same = 0;
    for (int i = 0; i < PNG.length && i < file.length(); i++) {
      same += file.content()[i] == PNG[i] ? 1 : 0;
    }
    return same >= PNG_BYTES_THAT_TELL && same < PNG.length && file.length() > PNG.length;
  }

  private static boolean endsInSignature(ByteView file) {
    String whole =
        new String(file.content(), 0, Math.min(file.length(), 12), StandardCharsets.ISO_8859_1);
    if (whole.length() == 12) {
      return false;
    }
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
      if (signature.startsWith(whole)) {
        return true;
      }
    }
    // RIFF, four bytes of length, WEBP.
    return "RIFF".startsWith(whole.substring(0, Math.min(4, whole.length())))
        && "WEBP".startsWith(whole.length() > 8 ? whole.substring(8) : "");
  }

  private static String firstBytes(ByteView file) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < Math.min(8, file.length()); i++) {
      hex.append(String.format(Locale.ROOT, i == 0 ? "%02X" : " %02X", file.content()[i]));
    }
    return hex.toString();
  }
}
