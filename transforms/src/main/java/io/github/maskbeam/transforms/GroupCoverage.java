// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.area.Coverage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * The coverage of groups of images. A group is given by the encoding of its values, by which groups
 * are in order. Memory grows with the groups. Not thread-safe.
 */
final class GroupCoverage {
  private static final SerializableCoder<Coverage> COVERAGE = SerializableCoder.of(Coverage.class);

  private final Map<ByteBuffer, Coverage> byGroup = new TreeMap<>();

  /** The coverage of a group, to add to. */
  Coverage of(byte[] group) {
    return byGroup.computeIfAbsent(ByteBuffer.wrap(group), values -> new Coverage());
  }

  /** The groups and their coverage, in order. */
  Map<ByteBuffer, Coverage> all() {
    return byGroup;
  }

  /** Adds a group that was encoded. */
  void add(byte[] encoded) throws IOException {
    ByteBuffer content = ByteBuffer.wrap(encoded);
    byte[] group = new byte[content.getInt()];
    content.get(group);
    byte[] coverage = new byte[content.remaining()];
    content.get(coverage);
    of(group).add(CoderUtils.decodeFromByteArray(COVERAGE, coverage));
  }

  /** The bytes of a buffer, which is not changed. */
  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** The encoding of a group and its coverage. */
  static byte[] encoded(ByteBuffer group, Coverage coverage) throws IOException {
    byte[] bytes = CoderUtils.encodeToByteArray(COVERAGE, coverage);
    return ByteBuffer.allocate(Integer.BYTES + group.remaining() + bytes.length)
        .putInt(group.remaining())
        .put(group.duplicate())
        .put(bytes)
        .array();
  }
}
