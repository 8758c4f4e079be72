// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.schemas.ArchiveFormat;
import io.github.maskbeam.schemas.ArchivePlace;
import io.github.maskbeam.schemas.ListedImage;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemberTableTest {
  private static final int MEMBERS = 10_000;

  private final ListedImage archive = FileMetadata.unknown("s3://bucket/00000.tar");
  private final MemberTable.Builder members = new MemberTable.Builder();

  @Test
  void findsEachMemberByItsName() throws IOException {
    for (int i = 0; i < MEMBERS; i++) {
      members.add(i + ".png", member(i));
    }
    MemberTable table = members.build();
    assertThat(table.size(), is(MEMBERS));
    for (int i = 0; i < MEMBERS; i++) {
      assertThat(table.find(i + ".png", archive), is(Optional.of(member(i))));
    }
    assertThat(table.find("0", archive), is(Optional.empty()));
    assertThat(table.find("", archive), is(Optional.empty()));
  }

  @Test
  void theLastOfMembersWithTheSameNameCounts() throws IOException {
    members.add("a.png", member(1));
    members.add("b.png", member(2));
    members.add("a.png", member(3));
    MemberTable table = members.build();
    assertThat(table.size(), is(2));
    assertThat(table.find("a.png", archive), is(Optional.of(member(3))));
    assertThat(table.find("b.png", archive), is(Optional.of(member(2))));
  }

  @Test
  void aTableOfNoMembersHasNone() throws IOException {
    assertThat(members.build().find("a.png", archive), is(Optional.empty()));
  }

  private ListedImage member(int i) {
    boolean isDeflated = i % 2 == 0;
    return ListedImage.newBuilder(archive)
        .setSizeBytes(3L * i)
        .setPlace(
            ArchivePlace.newBuilder()
                .setFormat(isDeflated ? ArchiveFormat.ZIP : ArchiveFormat.TAR)
                .setOffset(100_000_000_000L + i)
                .setStoredBytes(i)
                .setIsDeflated(isDeflated)
                .setCrc32(isDeflated ? 0xFFFFFFFFL - i : null)
                .setProblem(i % 3 == 0 ? "damaged at " + i : null)
                .build())
        .build();
  }
}
