// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;

/**
 * A read-only Beam file system for HTTP URLs. It has no globs, because servers do not list files.
 */
final class HttpFileSystem extends FileSystem<HttpResourceId> {
  private static final int CHUNK_BYTES = 1 << 16;

  private final String scheme;
  private final String userAgent;

  HttpFileSystem(String scheme, String userAgent) {
    this.scheme = scheme;
    this.userAgent = userAgent;
  }

  @Override
  protected String getScheme() {
    return scheme;
  }

  /** URLs are literal: no character of a URL makes it a glob. */
  @Override
  protected HttpResourceId matchNewResource(String uri, boolean isDirectory) {
    return new HttpResourceId(uri);
  }

  @Override
  protected List<MatchResult> match(List<String> uris) {
    List<MatchResult> results = new ArrayList<>();
    for (String uri : uris) {
      results.add(match(uri));
    }
    return results;
  }

  private MatchResult match(String uri) {
    try (HttpFile file = HttpFile.open(uri, HttpLimits.STANDARD, userAgent)) {
      return MatchResult.create(
          MatchResult.Status.OK,
          List.of(
              MatchResult.Metadata.builder()
                  .setResourceId(new HttpResourceId(uri))
                  .setIsReadSeekEfficient(false)
                  .setSizeBytes(
                      file.sizeBytes().isPresent()
                          ? file.sizeBytes().getAsLong()
                          : countBytes(file))
                  .setLastModifiedMillis(file.modifiedAtMs())
                  .build()));
    } catch (HttpStatusException e) {
      return e.status() == HttpURLConnection.HTTP_NOT_FOUND
          ? MatchResult.create(
              MatchResult.Status.NOT_FOUND, new FileNotFoundException(e.getMessage()))
          : MatchResult.create(MatchResult.Status.ERROR, e);
    } catch (IOException e) {
      return MatchResult.create(MatchResult.Status.ERROR, e);
    }
  }

  /** Reads the file to determine its size, which Beam needs for splitting text files. */
  private static long countBytes(HttpFile file) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    long bytes = 0;
    for (int count = file.read(chunk); count >= 0; count = file.read(chunk)) {
      bytes += count;
      chunk.clear();
    }
    return bytes;
  }

  @Override
  protected ReadableByteChannel open(HttpResourceId resource) throws IOException {
    return HttpFile.open(resource.toString(), HttpLimits.STANDARD, userAgent);
  }

  @Override
  protected WritableByteChannel create(HttpResourceId resource, CreateOptions options) {
    throw readOnly();
  }

  @Override
  protected void copy(List<HttpResourceId> sources, List<HttpResourceId> targets) {
    throw readOnly();
  }

  @Override
  protected void rename(
      List<HttpResourceId> sources, List<HttpResourceId> targets, MoveOptions... options) {
    throw readOnly();
  }

  @Override
  protected void delete(Collection<HttpResourceId> resources) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("Files over HTTP are read-only");
  }
}
