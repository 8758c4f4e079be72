// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes real files as damage and attackers do; the same seed makes the same change. */
public final class Mutator {
  private static final int MAX_CHANGES = 8;

  /** Lengths, counts and sizes that code forgets about. */
  private static final int[] EDGES = {
    0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xFFFF, 0x7FFF, 0x8000, 0xFF, 0x80
  };

  /** Headers are short, so half of the changes go there. */
  private static final int HEADER_BYTES = 200;

  private final Random random;
  private byte[] mutant;

  private Mutator(byte[] file, Random random) {
    this.mutant = file.clone();
    this.random = random;
  }

  public static byte[] mutant(List<byte[]> files, long seed) {
    Random random = new Random(seed);
    Mutator mutator = new Mutator(files.get(random.nextInt(files.size())), random);
    int changes = 1 + random.nextInt(MAX_CHANGES);
    for (int i = 0; i < changes; i++) {
      mutator.change(files);
    }
    return mutator.mutant;
  }

  private void change(List<byte[]> files) {
    switch (random.nextInt(8)) {
      case 0:
        edge();
        break;
      case 1:
        cut();
        break;
      case 2:
        repeat();
        break;
      case 3:
        graft(files.get(random.nextInt(files.size())));
        break;
      default:
        bytes();
    }
  }

  private int position(int room) {
    int range = random.nextBoolean() ? Math.min(HEADER_BYTES, mutant.length) : mutant.length;
    return random.nextInt(Math.max(1, range - room + 1));
  }

  private void bytes() {
    for (int i = random.nextInt(4); i >= 0 && mutant.length > 0; i--) {
      mutant[position(1)] =
          (byte) (random.nextBoolean() ? random.nextInt(256) : -random.nextInt(2));
    }
  }

  /** A number of two or four bytes, in either order. */
  private void edge() {
    int value = EDGES[random.nextInt(EDGES.length)];
    int number = random.nextBoolean() ? value : Integer.reverseBytes(value);
    if (mutant.length >= Integer.BYTES) {
      ByteBuffer.wrap(mutant).putInt(position(Integer.BYTES), number);
    }
  }

  private void cut() {
    int from = position(1);
    int length = random.nextInt(random.nextBoolean() ? 16 : mutant.length + 1);
    int to = Math.min(mutant.length, from + length);
    mutant =
        TestImages.join(
            Arrays.copyOf(mutant, Math.min(from, mutant.length)),
            Arrays.copyOfRange(mutant, to, mutant.length));
  }

  private void repeat() {
    int from = position(1);
    int to = Math.min(mutant.length, from + random.nextInt(1000));
    if (from < to) {
      mutant = TestImages.insert(mutant, to, Arrays.copyOfRange(mutant, from, to));
    }
  }

  /** A piece of another file, maybe of another format, over a piece of this one. */
  private void graft(byte[] other) {
    int at = position(1);
    int from = other.length == 0 ? 0 : random.nextInt(other.length);
    int length = Math.min(random.nextInt(500), Math.min(other.length - from, mutant.length - at));
    if (length > 0) {
      System.arraycopy(other, from, mutant, at, length);
    }
  }
}
