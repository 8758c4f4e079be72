// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.schemas.ArchivePlace;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * The sizes and places of the members of an archive by name, in about {@value #BYTES_PER_MEMBER}
 * bytes per member: archives have millions of them. Of a name, 64 bits of its hash are kept.
 * Immutable and thread-safe.
 */
final class MemberTable {
  /** A slot of the hash table has 12 bytes, and half of them are used; a place has some 15. */
  static final int BYTES_PER_MEMBER = 40;

  private static final int LEAST_SLOTS = 16;
  private static final int HASH_HEX_DIGITS = 16;
  private static final int HEX = 16;

  /** The hash of a name in each slot that is used. */
  private final long[] hashes;

  /** Where in the places that of this member starts, plus one; zero in a slot that is not used. */
  private final int[] starts;

  private final byte[] places;
  private final int size;

  private MemberTable(long[] hashes, int[] starts, byte[] places, int size) {
    this.hashes = hashes;
    this.starts = starts;
    this.places = places;
    this.size = size;
  }

  /** The number of members. */
  int size() {
    return size;
  }

  /** The member with size and place; everything else is that of the archive. */
  Optional<ListedImage> find(String name, ListedImage archive) throws IOException {
    int start = starts[slot(hash(name), hashes, starts)] - 1;
    if (start < 0) {
      return Optional.empty();
    }
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(places, start, places.length - start, null);
    return Optional.of(
        ListedImage.newBuilder(archive)
            .setSizeBytes(decoder.readLong())
            .setPlace(new SpecificDatumReader<>(ArchivePlace.class).read(null, decoder))
            .build());
  }

  /** The slot of a hash, or the free one where it belongs. */
  private static int slot(long hash, long[] hashes, int[] starts) {
    int slot = (int) hash & (starts.length - 1);
    while (starts[slot] > 0 && hashes[slot] != hash) {
      slot = (slot + 1) & (starts.length - 1);
    }
    return slot;
  }

  private static long hash(String name) {
    return Long.parseUnsignedLong(Sha256.imageId(name).substring(0, HASH_HEX_DIGITS), HEX);
  }

  /** Collects members. Not thread-safe. */
  static final class Builder {
    private final SpecificDatumWriter<ArchivePlace> writer =
        new SpecificDatumWriter<>(ArchivePlace.class);

    private final ByteArrayOutputStream places = new ByteArrayOutputStream();
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(places, null);
    private long[] hashes = new long[LEAST_SLOTS];
    private int[] starts = new int[LEAST_SLOTS];
    private int size;

    /** Adds a member. It replaces one with the same name, as when an archive is unpacked. */
    void add(String name, ListedImage member) {
      int start = places.size();
      try {
        encoder.writeLong(member.getSizeBytes());
        writer.write(member.getPlace(), encoder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      put(hash(name), start + 1);
      if (3 * starts.length < 4 * size) {
        grow();
      }
    }

    MemberTable build() {
      return new MemberTable(hashes, starts, places.toByteArray(), size);
    }

    private void grow() {
      long[] earlierHashes = hashes;
      int[] earlierStarts = starts;
      hashes = new long[2 * earlierHashes.length];
      starts = new int[2 * earlierStarts.length];
      size = 0;
      for (int i = 0; i < earlierStarts.length; i++) {
        if (earlierStarts[i] > 0) {
          put(earlierHashes[i], earlierStarts[i]);
        }
      }
    }

    private void put(long hash, int start) {
      int slot = slot(hash, hashes, starts);
      size += starts[slot] > 0 ? 0 : 1;
      hashes[slot] = hash;
      starts[slot] = start;
    }
  }
}
