// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A file on an HTTP server, read sequentially from its start. Not thread-safe; the caller that
 * opens it closes it.
 *
 * <p>Uses {@link HttpURLConnection}, because its read timeout also applies to each read of the body
 * and it starts no threads. The selector thread of {@code java.net.http.HttpClient} would leak the
 * class loader of a Flink job.
 */
public final class HttpFile implements SeekableByteChannel {
  private static final int REDIRECTED = 3;
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
  private static final int CHUNK_BYTES = 1 << 16;

  private final HttpURLConnection connection;
  private final InputStream body;
  private final OptionalLong sizeBytes;
  private final Duration maxTransferTime;
  private final long deadlineNanos;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private long readBytes;
  private boolean open = true;
  private boolean ended;

  private HttpFile(HttpURLConnection connection, Duration maxTransferTime, long deadlineNanos)
      throws IOException {
    this.connection = connection;
    this.body = connection.getInputStream();
    long length = connection.getContentLengthLong();
    this.sizeBytes = length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    this.maxTransferTime = maxTransferTime;
    this.deadlineNanos = deadlineNanos;
  }

  /**
   * Requests a file and follows redirects.
   *
   * @param uri an http or https URI; characters that are not allowed in a URI are encoded
   * @throws HttpStatusException if the server responds with a status other than 200
   * @throws IOException if the server cannot be reached or does not respond in time
   */
  public static HttpFile open(String uri) throws IOException {
    return open(uri, HttpLimits.STANDARD);
  }

  static HttpFile open(String uri, HttpLimits limits) throws IOException {
    long deadlineNanos = System.nanoTime() + limits.maxTransferTime().toNanos();
    URL url = HttpUris.toUrl(uri);
    for (int redirects = 0; ; redirects++) {
      HttpURLConnection connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout(Math.toIntExact(limits.connectTimeout().toMillis()));
      connection.setReadTimeout(Math.toIntExact(limits.readTimeout().toMillis()));
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      int status = connection.getResponseCode();
      String location = connection.getHeaderField("Location");
      if (status == HttpURLConnection.HTTP_OK) {
        return new HttpFile(connection, limits.maxTransferTime(), deadlineNanos);
      }
      connection.disconnect();
      if (status / 100 != REDIRECTED || location == null) {
        throw new HttpStatusException(status, reason(status));
      }
      if (redirects == limits.maxRedirects()) {
        throw new HttpStatusException(
            status, "the server redirects more than " + limits.maxRedirects() + " times");
      }
      URL next = HttpUris.redirected(url, location);
      if (url.getProtocol().equals("https") && !next.getProtocol().equals("https")) {
        throw new HttpStatusException(status, "the server redirects from https to http");
      }
      url = next;
    }
  }

  private static String reason(int status) {
    switch (status) {
      case HttpURLConnection.HTTP_NOT_FOUND:
      case HttpURLConnection.HTTP_GONE:
        return "the file does not exist on the server (HTTP status " + status + ")";
      case HttpURLConnection.HTTP_UNAUTHORIZED:
      case HttpURLConnection.HTTP_FORBIDDEN:
      case PROXY_AUTHENTICATION_REQUIRED:
        return "the server denies access (HTTP status " + status + ")";
      default:
        return "the server responds with HTTP status " + status;
    }
  }

  /** The size of the file according to the server, if it sends one. */
  public OptionalLong sizeBytes() {
    return sizeBytes;
  }

  /** The last modification time according to the server, in ms since 1970; 0 if unknown. */
  public long modifiedAtMs() {
    return connection.getLastModified();
  }

  /**
   * {@inheritDoc}
   *
   * @throws EOFException if the response ends before the announced size
   * @throws SocketTimeoutException if the server sends no data for too long, or the transfer takes
   *     too long in total
   */
  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    if (System.nanoTime() - deadlineNanos > 0) {
      throw new SocketTimeoutException(
          "the transfer took longer than " + maxTransferTime.toSeconds() + " s");
    }
    int count = body.read(chunk, 0, Math.min(chunk.length, target.remaining()));
    if (count < 0) {
      ended = true;
      if (sizeBytes.isPresent() && readBytes < sizeBytes.getAsLong()) {
        throw new EOFException(
            String.format(
                "the response ended after %,d of %,d bytes", readBytes, sizeBytes.getAsLong()));
      }
      return -1;
    }
    target.put(chunk, 0, count);
    readBytes += count;
    return count;
  }

  /** The size of the file, or the number of bytes read so far if it is unknown. */
  @Override
  public long size() {
    return sizeBytes.orElse(readBytes);
  }

  @Override
  public long position() {
    return readBytes;
  }

  /** Accepts only the current position, which Beam sets before it reads a file. */
  @Override
  public SeekableByteChannel position(long newPosition) {
    if (newPosition != readBytes) {
      throw new UnsupportedOperationException("Files over HTTP can only be read sequentially");
    }
    return this;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** Keeps the connection alive if the file was read to its end. */
  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      if (ended) {
        body.close();
      } else {
        connection.disconnect();
      }
    }
  }
}
