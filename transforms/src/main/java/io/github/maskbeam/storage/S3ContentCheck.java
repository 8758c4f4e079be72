// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Compares the content of S3 objects with their ETag, which is the MD5 of an object that was
 * uploaded in one part. Without it, a bit that is wrong in memory or on a disk of a server can
 * become a wrong mask. Amazon's SDK finds this file by name and adds it to every S3 client.
 *
 * <p>Not checked: parts of objects, objects uploaded in several parts, and objects encrypted with
 * keys of KMS or of the customer; their ETag is not an MD5. Amazon's own servers send a checksum
 * behind the content, which the SDK checks itself.
 */
public final class S3ContentCheck implements ExecutionInterceptor {
  private static final Pattern MD5 = Pattern.compile("\"?([0-9a-fA-F]{32})\"?");
  private static final String ENCRYPTION = "x-amz-server-side-encryption";
  private static final int OK = 200;

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    if (!(context.request() instanceof GetObjectRequest)) {
      return context.responseBody();
    }
    SdkHttpResponse response = context.httpResponse();
    Matcher etag = MD5.matcher(response.firstMatchingHeader("ETag").orElse(""));
    return etag.matches() && isWhole(response) && !isEncrypted(response)
        ? context
            .responseBody()
            .map(body -> new CheckedStream(body, sizeBytes(response), etag.group(1)))
        : context.responseBody();
  }

  private static boolean isWhole(SdkHttpResponse response) {
    return response.statusCode() == OK
        && response.firstMatchingHeader("x-amz-transfer-encoding").isEmpty();
  }

  private static boolean isEncrypted(SdkHttpResponse response) {
    return response.firstMatchingHeader(ENCRYPTION).filter(name -> name.contains("kms")).isPresent()
        || response.firstMatchingHeader(ENCRYPTION + "-customer-algorithm").isPresent();
  }

  private static long sizeBytes(SdkHttpResponse response) {
    return response.firstMatchingHeader("Content-Length").map(Long::parseLong).orElse(-1L);
  }

  /** Checks at the last byte, because Beam's channel does not read on to the end of the stream. */
  private static final class CheckedStream extends FilterInputStream {
    private final MessageDigest digest = md5();
    private final long sizeBytes;
    private final String expectedMd5;
    private long readBytes;
    private boolean isChecked;

    private CheckedStream(InputStream body, long sizeBytes, String expectedMd5) {
      super(body);
      this.sizeBytes = sizeBytes;
      this.expectedMd5 = expectedMd5;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count > 0) {
        digest.update(bytes, offset, count);
        readBytes += count;
      }
      if (!isChecked && (count < 0 || readBytes == sizeBytes)) {
        isChecked = true;
        check();
      }
      return count;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public long skip(long bytes) throws IOException {
      return readNBytes((int) Math.min(bytes, 1 << 16)).length;
    }

    private void check() throws IOException {
      String md5 = String.format("%032x", new BigInteger(1, digest.digest()));
      if (!md5.equalsIgnoreCase(expectedMd5)) {
        throw new IOException(
            "the content that the S3 server sends does not match the ETag of the object");
      }
    }

    private static MessageDigest md5() {
      try {
        return MessageDigest.getInstance("MD5");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("This Java platform does not support MD5", e);
      }
    }
  }
}
