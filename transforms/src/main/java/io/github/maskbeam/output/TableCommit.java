// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.schemas.Commit;
import io.github.maskbeam.schemas.MalformedRecordException;
import io.github.maskbeam.schemas.TableFile;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.EmptyDirectories;
import io.github.maskbeam.storage.LocalSync;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * Replaces the tables of an output directory in one step: readers see all of the earlier tables or
 * all of the new ones.
 *
 * <p>A run writes its tables into a temporary directory, see {@link OutputLayout#staged(String)}.
 * Writing run.json, or evaluation.json, is the commit: a single atomic write that names the files.
 * Only then the files are moved to their final places. If the process dies in between, {@link
 * #complete} moves the rest. The caller holds the {@link OutputLock}.
 */
public final class TableCommit {
  private static final String REPLACED = "/replaced-files";

  private final OutputLayout output;
  private final TableGroup group;
  private final Step.Listener listener;

  private TableCommit(OutputLayout output, TableGroup group, Step.Listener listener) {
    this.output = output;
    this.group = group;
    this.listener = listener;
  }

  /** The commit of these tables of an output directory. */
  public static TableCommit of(OutputLayout output, TableGroup group) {
    return new TableCommit(output, group, step -> {});
  }

  /** A commit that reports each of its steps before it takes it. */
  static TableCommit of(OutputLayout output, TableGroup group, Step.Listener listener) {
    return new TableCommit(output, group, listener);
  }

  /**
   * Commits the tables of a run, which are in the temporary directory of the run or in their final
   * places.
   *
   * @param record the content of run.json or evaluation.json, with the fields of {@link Commit}
   * @throws IOException if the commit cannot be written, in which case the earlier tables remain;
   *     or if a file cannot be moved, in which case {@link #complete} can be tried again
   */
  public void commit(String runId, List<TableFile> tables, String record) throws IOException {
    OutputLayout staged = output.staged(runId);
    listener.before(Step.LIST_REPLACED);
    writeReplaced(staged, tables);
    listener.before(Step.SYNC);
    for (TableFile table : tables) {
      String uri = staged.root() + "/" + table.getPath();
      LocalSync.file(StoredFile.exists(uri) ? uri : output.root() + "/" + table.getPath());
    }
    for (Table table : group.tables()) {
      LocalSync.directory(staged.table(table));
    }
    for (String partition : partitions(tables)) {
      LocalSync.directory(staged.root() + "/" + partition);
    }
    if (group == TableGroup.RUN) {
      MaskSync.modifiedSince(output, earlier().isPresent() ? committedMillis() : 0);
    }
    listener.before(Step.COMMIT);
    AtomicFiles.writeDurably(
        output.commit(group), record.getBytes(StandardCharsets.UTF_8), output.temporary());
    complete();
  }

  /**
   * Whether all committed files are in their final places.
   *
   * @throws IOException if storage cannot be read
   */
  public boolean isComplete() throws IOException {
    Optional<Commit> commit = earlier();
    return !commit.isPresent()
        || !StoredFile.exists(output.staged(commit.get().getRunId()).root() + REPLACED);
  }

  /**
   * Moves the committed files to their final places and deletes the files that they replace. Does
   * nothing if this has been done.
   *
   * @throws IOException if a file cannot be moved or deleted
   */
  public void complete() throws IOException {
    Optional<Commit> commit = earlier();
    if (!commit.isPresent()) {
      return;
    }
    OutputLayout staged = output.staged(commit.get().getRunId());
    if (!StoredFile.exists(staged.root() + REPLACED)) {
      return;
    }
    for (TableFile table : commit.get().getTables()) {
      String uri = staged.root() + "/" + table.getPath();
      if (StoredFile.exists(uri)) {
        listener.before(Step.MOVE);
        FileSystems.rename(
            List.of(resource(uri)), List.of(resource(output.root() + "/" + table.getPath())));
      }
    }
    for (String path : readReplaced(staged)) {
      listener.before(Step.DELETE_REPLACED);
      StoredFile.delete(output.root() + "/" + path);
      if (isInPartition(path)) {
        EmptyDirectories.delete(parent(output.root() + "/" + path));
      }
    }
    for (String partition : partitions(commit.get().getTables())) {
      LocalSync.directory(output.root() + "/" + partition);
    }
    for (Table table : group.tables()) {
      LocalSync.directory(output.table(table));
    }
    listener.before(Step.FINISH);
    StoredFile.delete(staged.root() + REPLACED);
  }

  /** When the earlier commit was written, by the clock of the storage that also dates masks. */
  private long committedMillis() throws IOException {
    return FileSystems.matchSingleFileSpec(output.commit(group)).lastModifiedMillis();
  }

  /** A damaged record commits nothing; readers report it, and the next commit replaces it. */
  private Optional<Commit> earlier() throws IOException {
    try {
      return TableSet.commit(output, group);
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }

  /** Files of the earlier commit only: other files in the directories are not Maskbeam's. */
  private void writeReplaced(OutputLayout staged, List<TableFile> tables) throws IOException {
    Set<String> kept = tables.stream().map(TableFile::getPath).collect(Collectors.toSet());
    List<String> replaced = new ArrayList<>();
    earlier()
        .ifPresent(
            earlier ->
                earlier.getTables().stream()
                    .map(TableFile::getPath)
                    .filter(path -> !kept.contains(path))
                    .forEach(replaced::add));
    AtomicFiles.writeDurably(
        staged.root() + REPLACED,
        String.join("\n", replaced).getBytes(StandardCharsets.UTF_8),
        output.temporary());
  }

  private static Set<String> partitions(List<TableFile> tables) {
    return tables.stream()
        .map(TableFile::getPath)
        .filter(TableCommit::isInPartition)
        .map(TableCommit::parent)
        .collect(Collectors.toSet());
  }

  private static boolean isInPartition(String path) {
    return parent(path)
        .substring(parent(path).lastIndexOf('/') + 1)
        .startsWith(Partition.directory(""));
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  private static List<String> readReplaced(OutputLayout staged) throws IOException {
    byte[] paths = StoredFile.bytes(staged.root() + REPLACED).orElse(new byte[0]);
    return new String(paths, StandardCharsets.UTF_8)
        .lines()
        .filter(path -> !path.isEmpty())
        .collect(Collectors.toList());
  }

  private static ResourceId resource(String uri) {
    return FileSystems.matchNewResource(uri, false);
  }

  /** The steps of a commit. A process may die before each of them. */
  enum Step {
    /** Record which files of the earlier commit the new one does not name. */
    LIST_REPLACED,
    /** Make the files durable. */
    SYNC,
    /** Write the record that names the files. Before this step the earlier tables are valid. */
    COMMIT,
    /** Move a file to its final place. */
    MOVE,
    /** Delete a file of the earlier commit. */
    DELETE_REPLACED,
    /** Record that everything is in its final place. */
    FINISH;

    /** Is told each step before it is taken. */
    interface Listener {
      void before(Step step);
    }
  }
}
