// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.parquet.TableReader;
import io.github.maskbeam.schemas.Commit;
import io.github.maskbeam.schemas.MalformedRecordException;
import io.github.maskbeam.schemas.RecordJson;
import io.github.maskbeam.schemas.TableFile;
import io.github.maskbeam.storage.Listing;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.fs.MatchResult;

/**
 * The Parquet files of a group of tables, at the places where they are now. Only these files are
 * the tables, whatever else is in the directories. Immutable.
 */
public final class TableSet {
  private static final Pattern PART = Pattern.compile("part-\\d+-of-(?<parts>\\d+)\\.parquet");

  private final Map<Table, List<MatchResult.Metadata>> files;

  private TableSet(Map<Table, List<MatchResult.Metadata>> files) {
    this.files = files;
  }

  /**
   * All files in the directories of the tables, committed or not.
   *
   * @param layout for uncommitted tables, {@link OutputLayout#staged} of their run
   * @throws IOException if they cannot be listed
   */
  public static TableSet in(OutputLayout layout, TableGroup group) throws IOException {
    Map<Table, List<MatchResult.Metadata>> files = new LinkedHashMap<>();
    for (Table table : group.tables()) {
      if (!table.isOptional() || isExpected(layout)) {
        files.put(table, new ArrayList<>(list(layout.table(table)).values()));
      }
    }
    return new TableSet(files);
  }

  /** Whether the run that writes its tables here groups coverage, by its record. */
  private static boolean isExpected(OutputLayout layout) throws IOException {
    try {
      return RunRecords.read(layout)
          .filter(run -> run.getInput() != null && run.getInput().getCoverageBy() != null)
          .isPresent();
    } catch (MalformedRecordException e) {
      return false;
    }
  }

  /**
   * The committed files, in their final or, if the commit was interrupted, in their temporary
   * place.
   *
   * @return empty if nothing is committed
   * @throws InconsistentOutputException if a file is missing or has another size than the commit
   *     records
   * @throws IOException if the commit or a directory cannot be read
   */
  public static Optional<TableSet> committed(OutputLayout output, TableGroup group)
      throws IOException {
    Optional<Commit> commit = commit(output, group);
    return commit.isPresent()
        ? Optional.of(committed(output, group, commit.get()))
        : Optional.empty();
  }

  private static TableSet committed(OutputLayout output, TableGroup group, Commit commit)
      throws IOException {
    OutputLayout staged = output.staged(commit.getRunId());
    Map<Table, List<MatchResult.Metadata>> files = new LinkedHashMap<>();
    for (Table table : group.tables()) {
      Map<String, MatchResult.Metadata> present = list(output.table(table));
      present.putAll(list(staged.table(table)));
      List<MatchResult.Metadata> ofTable = new ArrayList<>();
      for (TableFile file : commit.getTables()) {
        if (file.getPath().startsWith(table.path() + "/")) {
          String name = file.getPath().substring(table.path().length() + 1);
          ofTable.add(checked(output, file, Optional.ofNullable(present.get(name))));
        }
      }
      if (ofTable.isEmpty() && table.isOptional()) {
        continue;
      }
      if (ofTable.isEmpty()) {
        throw new InconsistentOutputException(
            output.commit(group) + " names no file of the table " + table.view());
      }
      files.put(table, ofTable);
    }
    return new TableSet(files);
  }

  private static MatchResult.Metadata checked(
      OutputLayout output, TableFile expected, Optional<MatchResult.Metadata> present)
      throws InconsistentOutputException {
    String uri = output.root() + "/" + expected.getPath();
    if (!present.isPresent()) {
      throw new InconsistentOutputException(uri + " is missing");
    }
    if (present.get().sizeBytes() != expected.getBytes()) {
      throw new InconsistentOutputException(
          String.format(
              "%s has %d bytes, but %d were committed",
              uri, present.get().sizeBytes(), expected.getBytes()));
    }
    return present.get();
  }

  /** The commit of a group of tables, if there is one. */
  static Optional<Commit> commit(OutputLayout output, TableGroup group) throws IOException {
    Optional<byte[]> json = StoredFile.bytes(output.commit(group));
    if (!json.isPresent()) {
      return Optional.empty();
    }
    try {
      Commit commit = RecordJson.read(json.get(), Commit.class);
      return Optional.of(commit)
          .filter(read -> read.getRunId() != null && read.getTables() != null);
    } catch (MalformedRecordException e) {
      throw new MalformedRecordException(
          output.commit(group) + " is damaged: " + e.getMessage(), e);
    }
  }

  /** Whether any table has a file. */
  public boolean hasFiles() {
    return files.values().stream().anyMatch(ofTable -> !ofTable.isEmpty());
  }

  /** Whether all files of all tables exist, by the number of files that each name contains. */
  public boolean isComplete() {
    for (List<MatchResult.Metadata> ofTable : files.values()) {
      int parts = 1;
      for (MatchResult.Metadata file : ofTable) {
        Matcher part = PART.matcher(String.valueOf(file.resourceId().getFilename()));
        parts = part.matches() ? Integer.parseInt(part.group("parts")) : parts;
      }
      if (ofTable.size() < parts) {
        return false;
      }
    }
    return true;
  }

  /** Whether the run has a table. */
  public boolean has(Table table) {
    return files.containsKey(table);
  }

  /** The files of a table; none if the run does not have it. */
  public List<MatchResult.Metadata> files(Table table) {
    return files.getOrDefault(table, List.of());
  }

  /** The paths of the files of a table relative to the output directory. */
  public List<String> paths(Table table) {
    return files(table).stream().map(file -> path(table, file)).collect(Collectors.toList());
  }

  private static String path(Table table, MatchResult.Metadata file) {
    return table.path() + "/" + Partition.nameInTable(file.resourceId().toString());
  }

  /**
   * Name, rows and size of all files, as a commit records them.
   *
   * @throws IOException if the footer of a file cannot be read
   */
  public List<TableFile> describe() throws IOException {
    List<TableFile> described = new ArrayList<>();
    for (Map.Entry<Table, List<MatchResult.Metadata>> table : files.entrySet()) {
      for (MatchResult.Metadata file : table.getValue()) {
        described.add(
            new TableFile(
                path(table.getKey(), file), TableReader.countRows(file), file.sizeBytes()));
      }
    }
    return described;
  }

  private static Map<String, MatchResult.Metadata> list(String directory) throws IOException {
    Map<String, MatchResult.Metadata> files = new LinkedHashMap<>();
    for (String partition : List.of("", Partition.directory("*") + "/")) {
      for (MatchResult.Metadata file :
          Listing.matches(directory + "/" + partition + "part-*.parquet")) {
        files.put(Partition.nameInTable(file.resourceId().toString()), file);
      }
    }
    return files;
  }
}
