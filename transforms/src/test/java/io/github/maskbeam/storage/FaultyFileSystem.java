// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.storage.FaultyFileSystem.FaultyId;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptions;

/** Throws a RuntimeException at the step that the URI names, as in {@code faulty://read/a.jpg}. */
final class FaultyFileSystem extends FileSystem<FaultyId> {
  private static void failAt(String step, String uri) {
    if (uri.startsWith("faulty://" + step)) {
      throw new UnsupportedOperationException("no " + step);
    }
  }

  @Override
  protected String getScheme() {
    return "faulty";
  }

  @Override
  protected FaultyId matchNewResource(String uri, boolean isDirectory) {
    failAt("match", uri);
    return new FaultyId(uri);
  }

  @Override
  protected ReadableByteChannel open(FaultyId file) {
    failAt("open", file.uri);
    return new ReadableByteChannel() {
      @Override
      public int read(ByteBuffer target) {
        failAt("read", file.uri);
        return -1;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {
        failAt("close", file.uri);
      }
    };
  }

  @Override
  protected List<MatchResult> match(List<String> uris) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected WritableByteChannel create(FaultyId file, CreateOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void copy(List<FaultyId> sources, List<FaultyId> targets) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void rename(List<FaultyId> sources, List<FaultyId> targets, MoveOptions... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void delete(Collection<FaultyId> files) {
    throw new UnsupportedOperationException();
  }

  /** Found by Beam as a service. */
  public static final class Registrar implements FileSystemRegistrar {
    @Override
    public Iterable<FileSystem<?>> fromOptions(PipelineOptions options) {
      return List.of(new FaultyFileSystem());
    }
  }

  static final class FaultyId implements ResourceId {
    private static final long serialVersionUID = 1L;

    private final String uri;

    private FaultyId(String uri) {
      this.uri = uri;
    }

    @Override
    public ResourceId resolve(String other, ResolveOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ResourceId getCurrentDirectory() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String getScheme() {
      return "faulty";
    }

    @Override
    public String getFilename() {
      return uri;
    }

    @Override
    public boolean isDirectory() {
      return false;
    }

    @Override
    public String toString() {
      return uri;
    }
  }
}
