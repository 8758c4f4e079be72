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
 * A file that a server sends, read from its beginning to its end. Used by one thread; whoever opens
 * it closes it.
 *
 * <p>Over {@link HttpURLConnection}, old as it is: its time-out for reading covers each wait for
 * bytes of the body, and it starts no threads. The selector thread of Java's newer client keeps the
 * class loader of a Flink job alive for good.
 */
public final class HttpFile implements SeekableByteChannel {
  private static final int REDIRECTED = 3;
  private static final int NO_PROXY_AUTHENTICATION = 407;
  private static final int CHUNK_BYTES = 1 << 16;

  private final HttpURLConnection connection;
  private final InputStream body;
  private final OptionalLong sizeBytes;
  private final Duration whole;
  private final long deadlineNanos;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private long readBytes;
  private boolean open = true;
  private boolean ended;

  private HttpFile(HttpURLConnection connection, Duration whole, long deadlineNanos)
      throws IOException {
    this.connection = connection;
    this.body = connection.getInputStream();
    long length = connection.getContentLengthLong();
    this.sizeBytes = length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    this.whole = whole;
    this.deadlineNanos = deadlineNanos;
  }

  /**
   * Asks a server for the file.
   *
   * @param uri http or https; what may not stand in a URI is encoded
   * @throws HttpStatusException if the server answers with anything but the file
   * @throws IOException if it cannot be asked, or does not answer in time
   */
  public static HttpFile open(String uri) throws IOException {
    return open(uri, HttpLimits.STANDARD);
  }

  static HttpFile open(String uri, HttpLimits limits) throws IOException {
    long deadlineNanos = System.nanoTime() + limits.whole().toNanos();
    URL url = HttpUris.toUrl(uri);
    for (int redirects = 0; ; redirects++) {
      HttpURLConnection connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout(Math.toIntExact(limits.connect().toMillis()));
      connection.setReadTimeout(Math.toIntExact(limits.silence().toMillis()));
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      int status = connection.getResponseCode();
      String location = connection.getHeaderField("Location");
      if (status == HttpURLConnection.HTTP_OK) {
        return new HttpFile(connection, limits.whole(), deadlineNanos);
      }
      connection.disconnect();
      if (status / 100 != REDIRECTED || location == null) {
        throw new HttpStatusException(status, reason(status));
      }
      if (redirects == limits.redirects()) {
        throw new HttpStatusException(
            status, "the server redirects more than " + limits.redirects() + " times");
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
        return "there is no such file on the server (HTTP status " + status + ")";
      case HttpURLConnection.HTTP_UNAUTHORIZED:
      case HttpURLConnection.HTTP_FORBIDDEN:
      case NO_PROXY_AUTHENTICATION:
        return "the server does not give it out (HTTP status " + status + ")";
      default:
        return "the server answers with HTTP status " + status;
    }
  }

  /** How large the server says that it is. */
  public OptionalLong sizeBytes() {
    return sizeBytes;
  }

  /** When the server says that it changed last, in ms since 1970; 0 if it does not say. */
  public long modifiedAtMs() {
    return connection.getLastModified();
  }

  /**
   * @throws EOFException if the server ends before the size that it told
   * @throws SocketTimeoutException if it falls silent, or is not done in time
   */
  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    if (System.nanoTime() - deadlineNanos > 0) {
      throw new SocketTimeoutException("not all of it came within " + whole.toSeconds() + " s");
    }
    int count = body.read(chunk, 0, Math.min(chunk.length, target.remaining()));
    if (count < 0) {
      ended = true;
      if (sizeBytes.isPresent() && readBytes < sizeBytes.getAsLong()) {
        throw new EOFException(
            String.format("it ended after %,d of %,d bytes", readBytes, sizeBytes.getAsLong()));
      }
      return -1;
    }
    target.put(chunk, 0, count);
    readBytes += count;
    return count;
  }

  /** What the server said, or what has come so far if it said nothing. */
  @Override
  public long size() {
    return sizeBytes.orElse(readBytes);
  }

  @Override
  public long position() {
    return readBytes;
  }

  /** Beam positions a file before it reads it, also where that is its beginning. */
  @Override
  public SeekableByteChannel position(long newPosition) {
    if (newPosition != readBytes) {
      throw new UnsupportedOperationException("A file from a server is read from its beginning");
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

  /** Keeps the connection for the next file if this one was read to its end. */
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
