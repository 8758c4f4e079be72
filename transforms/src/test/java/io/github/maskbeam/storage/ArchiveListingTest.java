// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.transforms.Contents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveListingTest {
  private static final String[] NAMES = {
    "a.jpg", "dir/", "dir/b 水.jpg", "c!d.jpg", "long/".repeat(40) + "e.jpg", "f.json"
  };

  private static final List<String> FILES =
      Arrays.stream(NAMES).filter(name -> !name.endsWith("/")).collect(Collectors.toList());

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"tar", "stored.zip", "deflated.zip", "UPPER.TAR", "UPPER.ZIP"})
  void membersAreListedAndReadFromTheirPlaces(String ending) throws Exception {
    Path archive = directory.resolve("x." + ending);
    if (ending.toLowerCase(Locale.ROOT).endsWith("tar")) {
      Archives.tar(archive, NAMES);
    } else {
      Archives.zip(
          archive, ending.startsWith("stored") ? ZipEntry.STORED : ZipEntry.DEFLATED, NAMES);
    }
    List<ListedImage> members = members(archive);
    assertThat(names(members), is(FILES));
    for (ListedImage member : members) {
      String name = name(member);
      assertThat(member.getPlace().getProblem(), is(nullValue()));
      assertThat(member.getSizeBytes(), is((long) Archives.content(name).length));
      assertThat(
          member.getModifiedAt().toEpochMilli(), is(Files.getLastModifiedTime(archive).toMillis()));
      assertThat("listed", content(member), is(Archives.content(name)));
      assertThat("named", Contents.of(archive + "!" + name, 1 << 20), is(Archives.content(name)));
    }
    ListedImage named = FileMetadata.completed(FileMetadata.unknown(archive + "!./a.jpg"));
    assertThat(named.getPlace(), is(members.get(0).getPlace()));
  }

  @Test
  void theLastOfSeveralMembersWithTheSameNameCounts() throws Exception {
    Path archive = Archives.tar(directory.resolve("x.tar"), "./a.jpg", "a.jpg");
    List<ListedImage> members = members(archive);
    assertThat(names(members), contains("a.jpg", "a.jpg"));
    assertThat(Contents.of(archive + "!a.jpg", 1 << 20), is(Archives.content("a.jpg")));
  }

  /** Whatever is missing at the end, it is never taken for a complete archive. */
  @ParameterizedTest
  @ValueSource(strings = {"tar", "zip"})
  void anArchiveThatWasCutAnywhereHasAProblem(String format) throws Exception {
    Path whole = directory.resolve("whole." + format);
    if (format.equals("tar")) {
      Archives.tar(whole, "a.jpg", "b.jpg");
    } else {
      Archives.zip(whole, ZipEntry.DEFLATED, "a.jpg", "b.jpg");
    }
    byte[] bytes = Files.readAllBytes(whole);
    int contentEnd = format.equals("tar") ? 2 * (512 + 1536) : bytes.length;
    Path cut = directory.resolve("cut." + format);
    for (int length = 0; length < contentEnd; length += 37) {
      Files.write(cut, Arrays.copyOf(bytes, length));
      List<ListedImage> members = members(cut);
      ListedImage last = members.get(members.size() - 1);
      assertThat("at " + length, last.getImageUri(), is(cut.toString()));
      assertThat(last.getPlace().getProblem(), containsString("cannot be listed to its end: "));
      for (ListedImage member : members.subList(0, members.size() - 1)) {
        if (member.getPlace().getProblem() == null) {
          assertThat(content(member), is(Archives.content(name(member))));
        }
      }
    }
    Files.write(cut, Arrays.copyOf(bytes, contentEnd));
    boolean hasEndMark = format.equals("zip");
    assertThat(members(cut), hasSize(hasEndMark ? 2 : 3));
  }

  @Test
  void whatFollowsADamagedHeaderIsARow() throws Exception {
    Path archive = Archives.tar(directory.resolve("x.tar"), "a.jpg", "b.jpg", "c.jpg");
    byte[] bytes = Files.readAllBytes(archive);
    bytes[512 + 1536 + 3] ^= 1;
    Files.write(archive, bytes);
    List<ListedImage> members = members(archive);
    assertThat(members, hasSize(2));
    assertThat(content(members.get(0)), is(Archives.content("a.jpg")));
    assertThat(problem(members.get(1)), containsString("byte 2048 is not the start of a member"));
    ImageReadException missing =
        assertThrows(ImageReadException.class, () -> Contents.of(archive + "!c.jpg", 1 << 20));
    assertThat(missing.code(), is(FailureCode.READ_ERROR));
    assertThat(missing.getMessage(), containsString("byte 2048"));
  }

  @Test
  void joinedArchivesAreNotTakenForOne() throws Exception {
    byte[] bytes = Files.readAllBytes(Archives.tar(directory.resolve("one.tar"), "a.jpg"));
    byte[] two = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, two, bytes.length, bytes.length);
    List<ListedImage> members = members(Files.write(directory.resolve("two.tar"), two));
    assertThat(members, hasSize(2));
    assertThat(problem(members.get(1)), containsString("were archives joined?"));
  }

  @ParameterizedTest
  @CsvSource({"x.tar, is not the start of a member", "x.zip, is not the start of a member"})
  void anotherFileIsNotAnArchive(String name, String problem) throws Exception {
    Path file = Files.write(directory.resolve(name), Archives.content("text"));
    assertThat(problem(members(file).get(0)), containsString(problem));
  }

  @Test
  void anArchiveThatIsGoneIsARow() throws Exception {
    Path archive = Archives.tar(directory.resolve("x.tar"), "a.jpg");
    ListedImage listed = listed(archive);
    Files.delete(archive);
    List<ListedImage> members = new ArrayList<>();
    ArchiveListing.members(listed, members::add);
    assertThat(problem(members.get(0)), containsString("it does not exist or may not be read"));
    assertThat(failure(archive + "!a.jpg").code(), is(FailureCode.NOT_FOUND));
  }

  @Test
  void anArchiveIsNamedLiterally() throws Exception {
    Path archive = Archives.tar(directory.resolve("photos [2024] {a,b}.tar"), "a [1].jpg");
    assertThat(Contents.of(archive + "!a [1].jpg", 1 << 20), is(Archives.content("a [1].jpg")));
  }

  @Test
  void aMemberThatIsMissingIsNamed() throws Exception {
    Path archive = Archives.tar(directory.resolve("x.tar"), "a.jpg");
    ImageReadException missing = failure(archive + "!b.jpg");
    assertThat(missing.code(), is(FailureCode.NOT_FOUND));
    assertThat(missing.getMessage(), is("The archive has no member b.jpg"));
  }

  @ParameterizedTest
  @CsvSource({"1, link to a.jpg", "2, link to a.jpg", "3, pipe or a device", "6, pipe or a device"})
  void membersThatAreNotFilesAreNotLeftOut(char type, String problem) throws Exception {
    TarArchiveEntry entry = new TarArchiveEntry("b.jpg", (byte) type);
    if (type == TarConstants.LF_LINK || type == TarConstants.LF_SYMLINK) {
      entry.setLinkName("a.jpg");
    }
    List<ListedImage> members = members(Archives.tarOf(directory.resolve("x.tar"), entry));
    assertThat(names(members), contains("b.jpg"));
    assertThat(problem(members.get(0)), containsString(problem));
  }

  /** In the central directory, the flags are 8 bytes after the signature, the method is 10. */
  @ParameterizedTest
  @CsvSource({"8, 1, encrypted", "10, 93, compressed with ZSTD", "10, 12, compressed with BZIP2"})
  void membersThatCannotBeUnpackedSayWhy(int offset, int value, String problem) throws Exception {
    Path archive = Archives.zip(directory.resolve("x.zip"), ZipEntry.DEFLATED, "a.jpg");
    byte[] bytes = Files.readAllBytes(archive);
    bytes[centralDirectory(bytes) + offset] = (byte) value;
    List<ListedImage> members = members(Files.write(archive, bytes));
    assertThat(problem(members.get(0)), containsString(problem));
  }

  @ParameterizedTest
  @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
  void damagedContentIsNotTakenForWhole(int method) throws Exception {
    Path archive = Archives.zip(directory.resolve("x.zip"), method, "a.jpg");
    byte[] bytes = Files.readAllBytes(archive);
    for (int offset = 36; offset < 45; offset++) {
      byte[] damaged = bytes.clone();
      damaged[offset] ^= 4;
      ListedImage member = members(Files.write(archive, damaged)).get(0);
      ImageReadException e = assertThrows(ImageReadException.class, () -> content(member));
      assertThat(e.code(), is(FailureCode.READ_ERROR));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar", "zip"})
  void anotherArchiveInItsPlaceIsNotTakenForIt(String format) throws Exception {
    Path archive = directory.resolve("x." + format);
    List<ListedImage> members = members(write(archive, "a.jpg", "b.jpg"));
    write(archive, "other.jpg", "b.jpg");
    ImageReadException e = assertThrows(ImageReadException.class, () -> content(members.get(0)));
    assertThat(e.getMessage(), containsString("it was changed or is damaged"));
    assertThat("indexed again", Contents.of(archive + "!other.jpg", 1 << 20), is(notNullValue()));
  }

  @ParameterizedTest
  @CsvSource({
    "s3://b/00000.tar!dir/a.jpg, s3://b/00000.tar, dir/a.jpg",
    "/a/x.tar!./b.jpg, /a/x.tar, b.jpg",
    "/a/x.ZIP!b!c.jpg, /a/x.ZIP, b!c.jpg",
    "/a/x.zip!y.tar!b.jpg, /a/x.zip, y.tar!b.jpg"
  })
  void urisOfMembersHaveTwoParts(String uri, String archive, String member) {
    MemberUri parts = MemberUri.of(uri).orElseThrow();
    assertThat(parts.archive(), is(archive));
    assertThat(parts.member(), is(member));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/b!c.jpg", "/a/x.tar", "/a/x.tar/!b.jpg", "!.jpg", "x.tart!b.jpg"})
  void otherNamesWithAnExclamationMarkAreFiles(String uri) {
    assertThat(MemberUri.of(uri).isPresent(), is(false));
  }

  @Test
  void relativeNamesOfMembersAreNotResolved() {
    assertThat(Uris.absolute("x.tar!a/../b.jpg", "/photos"), is("/photos/x.tar!a/../b.jpg"));
  }

  private static Path write(Path archive, String... names) throws Exception {
    return archive.toString().endsWith("tar")
        ? Archives.tar(archive, names)
        : Archives.zip(archive, ZipEntry.DEFLATED, names);
  }

  private static int centralDirectory(byte[] zip) {
    for (int i = 0; ; i++) {
      if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
        return i;
      }
    }
  }

  private static ListedImage listed(Path archive) throws Exception {
    return FileMetadata.of(archive, Files.readAttributes(archive, BasicFileAttributes.class));
  }

  private static List<ListedImage> members(Path archive) throws Exception {
    List<ListedImage> members = new ArrayList<>();
    ArchiveListing.members(listed(archive), members::add);
    return members;
  }

  private static List<String> names(List<ListedImage> members) {
    return members.stream().map(ArchiveListingTest::name).collect(Collectors.toList());
  }

  private static String name(ListedImage member) {
    return MemberUri.of(member.getImageUri()).orElseThrow().member();
  }

  private static String problem(ListedImage member) {
    return member.getPlace().getProblem();
  }

  private static byte[] content(ListedImage member) throws Exception {
    try (ImageFile file = ImageBytes.read(member, 1 << 20, ImageMemory.uncounted())) {
      return file.content();
    }
  }

  private static ImageReadException failure(String uri) {
    return assertThrows(ImageReadException.class, () -> Contents.of(uri, 1 << 20));
  }
}
