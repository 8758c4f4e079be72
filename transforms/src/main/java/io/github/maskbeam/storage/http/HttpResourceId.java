// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/** The URL of a file on a server, exactly as specified by the user. Immutable. */
final class HttpResourceId implements ResourceId {
  private static final long serialVersionUID = 1L;

  private final String uri;

  HttpResourceId(String uri) {
    this.uri = uri;
  }

  @Override
  public ResourceId resolve(String other, ResolveOptions resolveOptions) {
    throw new UnsupportedOperationException("An HTTP URL is not a directory: " + uri);
  }

  @Override
  public ResourceId getCurrentDirectory() {
    throw new UnsupportedOperationException("An HTTP URL has no directory: " + uri);
  }

  @Override
  public String getScheme() {
    return uri.substring(0, uri.indexOf(':'));
  }

  @Override
  public String getFilename() {
    String path = uri.split("[?#]", 2)[0];
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public boolean isDirectory() {
    return false;
  }

  @Override
  public String toString() {
    return uri;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HttpResourceId && uri.equals(((HttpResourceId) other).uri);
  }

  @Override
  public int hashCode() {
    return uri.hashCode();
  }
}
