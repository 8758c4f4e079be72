// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.zip.ZipException;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.client.methods.CloseableHttpResponse;

/**
 * A file on an HTTP server, read sequentially from its start. Not thread-safe; the caller that
 * opens it closes it.
 */
public final class HttpFile implements SeekableByteChannel {
  private static final int CHUNK_BYTES = 1 << 16;

  private final CloseableHttpResponse response;
  private final TransferDeadline deadline;
  private final InputStream content;
  private final OptionalLong sizeBytes;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private long readBytes;
  private boolean open = true;

  /** Takes over the response and the deadline. */
  HttpFile(CloseableHttpResponse response, boolean isGzip, TransferDeadline deadline)
      throws IOException {
    this.response = response;
    this.deadline = deadline;
    HttpEntity entity = response.getEntity();
    long length = entity == null ? 0 : entity.getContentLength();
    OptionalLong bodyBytes = length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    InputStream body =
        new ResponseBody(
            entity == null ? InputStream.nullInputStream() : entity.getContent(),
            bodyBytes,
            deadline);
    this.content = isGzip ? ContentEncoding.gunzip(body) : body;
    this.sizeBytes = isGzip ? OptionalLong.empty() : bodyBytes;
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
    return open(uri, limits, UserAgent.STANDARD);
  }

  static HttpFile open(String uri, HttpLimits limits, String userAgent) throws IOException {
    return new FileRequest(limits, userAgent, WebClient.STANDARD).open(uri);
  }

  /** The size of the file according to the server, if it sends one. */
  public OptionalLong sizeBytes() {
    return sizeBytes;
  }

  /** The last modification time according to the server, in ms since 1970; 0 if unknown. */
  public long modifiedAtMs() {
    Header header = response.getFirstHeader("Last-Modified");
    return HttpDate.parse(header == null ? null : header.getValue())
        .map(Instant::toEpochMilli)
        .orElse(0L);
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
    int count;
    try {
      count = content.read(chunk, 0, Math.min(chunk.length, target.remaining()));
    } catch (ZipException e) {
      throw new IOException("the gzip encoding of the response is damaged", e);
    }
    if (count < 0) {
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

  /** Keeps the connection alive if the body was read to its end, and closes it otherwise. */
  @Override
  public void close() throws IOException {
    open = false;
    deadline.close();
    response.close();
  }
}
