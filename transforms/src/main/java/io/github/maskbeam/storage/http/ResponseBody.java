// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.apache.http.ConnectionClosedException;
import org.apache.http.MalformedChunkCodingException;
import org.apache.http.TruncatedChunkException;

/** The body of a response as the server sends it, within a time limit. Not thread-safe. */
final class ResponseBody extends InputStream {
  private final InputStream body;
  private final OptionalLong sizeBytes;
  private final TransferDeadline deadline;
  private long readBytes;

  ResponseBody(InputStream body, OptionalLong sizeBytes, TransferDeadline deadline) {
    this.body = body;
    this.sizeBytes = sizeBytes;
    this.deadline = deadline;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  /** Needed by {@link java.util.zip.GZIPInputStream}, which looks for another member. */
  @Override
  public int available() throws IOException {
    return body.available();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    deadline.check();
    int count;
    try {
      count = body.read(bytes, offset, length);
    } catch (IOException e) {
      throw deadline.explain(inOwnWords(e));
    }
    if (count < 0 && sizeBytes.isPresent() && readBytes < sizeBytes.getAsLong()) {
      throw tooShort(null);
    }
    readBytes += Math.max(0, count);
    return count;
  }

  /** Messages of the client quote what the server sent, which may be confidential. */
  private IOException inOwnWords(IOException e) {
    if (e instanceof ConnectionClosedException || e instanceof TruncatedChunkException) {
      return tooShort(e);
    }
    return e instanceof MalformedChunkCodingException
        ? new IOException("the response has malformed chunks")
        : e;
  }

  private EOFException tooShort(IOException cause) {
    EOFException tooShort =
        new EOFException(
            sizeBytes.isPresent()
                ? String.format(
                    "the response ended after %,d of %,d bytes", readBytes, sizeBytes.getAsLong())
                : String.format("the response ended after %,d bytes, without an end", readBytes));
    tooShort.initCause(cause);
    return tooShort;
  }
}
