// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.FinishedOutput;
import io.github.maskbeam.pipeline.options.FinishedOutput.Inconsistent;
import io.github.maskbeam.pipeline.options.SqlFile;
import io.github.maskbeam.pipeline.options.StorageOptions;
import io.github.maskbeam.pipeline.query.Format;
import io.github.maskbeam.pipeline.query.Formulas;
import io.github.maskbeam.pipeline.query.OutputDatabase;
import io.github.maskbeam.pipeline.query.QueriedOutputs;
import io.github.maskbeam.pipeline.query.Question;
import io.github.maskbeam.pipeline.query.Questions;
import io.github.maskbeam.pipeline.query.ResultPrinter;
import io.github.maskbeam.pipeline.query.UnfinishedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code maskbeam query}: runs SQL or a predefined question on the tables of a run. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = {
      "Query the tables of one or more finished runs with SQL (DuckDB), or ask one of the questions"
          + " below.",
      "Views: images, class_areas, class_coverage, failures; after 'evaluate' also"
          + " evaluation_images, evaluation_classes, confusion.",
      "Separate several statements by semicolons; the result of the last one is printed.",
      "The storage options of 'maskbeam segment --help', such as --awsRegion, are accepted."
    })
final class QueryCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "OUT... [SQL]",
      hideParamSyntax = true,
      description = {
        "OUT: --output of a run; a path or URI. Several are read together: rows have a column"
            + " output, and class_coverage is that of all.",
        "SQL: in quotes."
      })
  private List<String> positionals;

  private String sql;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "A file with the SQL, instead of an argument.")
  private String file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, csv, json or markdown (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(
      names = "--csvSafe",
      description =
          "With --format=csv: put a single quote before texts that a spreadsheet would run as a"
              + " formula.")
  private boolean csvSafe;

  @Option(names = "--coverage", description = "The area of each class that occurs.")
  private boolean coverage;

  @Option(
      names = "--top",
      paramLabel = "CLASS",
      description = "The images with the largest area fraction of a class.")
  private String top;

  @Option(
      names = "--histogram",
      paramLabel = "CLASS",
      description = "The number of images by area fraction of a class.")
  private String histogram;

  @Option(
      names = "--cooccurrence",
      description = "The number of images that contain two classes; without the background.")
  private boolean cooccurrence;

  @Option(names = "--failures", description = "The images that failed, with the reasons.")
  private boolean failures;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description = "The rows of one image, given by its id, its URI, or the end of the URI.")
  private String image;

  @Option(names = "--worst", description = "The images with the lowest mIoU of an evaluation.")
  private boolean worst;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "Rows of --top and --worst (default: 20), --coverage, --cooccurrence and --failures"
              + " (default: all).")
  private Integer limit;

  @Option(names = "--force", description = "Read the output even if it is inconsistent.")
  private boolean force;

  /** Beam parses these, because file systems add options. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  QueryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, IOException {
    QueryArguments given = QueryArguments.of(positionals);
    sql = given.sql().orElse(null);
    List<Question> questions = questions();
    requireOne(questions, given.problems());
    Format known =
        Format.named(format)
            .orElseThrow(
                () ->
                    new UsageException(
                        ProblemCode.OPTION_CHOICE_UNKNOWN,
                        "--format=" + format + " is unknown; use one of " + Format.names() + "."));
    if (csvSafe && known != Format.CSV) {
      throw new UsageException(
          ProblemCode.CSV_SAFE_NOT_APPLICABLE,
          "--csvSafe does not apply to --format=" + known + "; use it with --format=csv.");
    }
    List<String> read = new ArrayList<>(given.outputs());
    if (file != null) {
      read.add(file);
    }
    StorageOptions.ready(arguments, read, "query");
    String workingDirectory = Path.of("").toAbsolutePath().toString();
    if (file != null) {
      readSql(workingDirectory);
    }
    QueriedOutputs outputs = open(given.outputs(), workingDirectory);
    try (OutputDatabase database = OutputDatabase.open(outputs, console.err())) {
      return answer(database, questions, known, given.outputs());
    }
  }

  private QueriedOutputs open(List<String> outputs, String workingDirectory)
      throws UsageException, IOException {
    Map<String, CommittedOutput> byName = new LinkedHashMap<>();
    for (String output : outputs) {
      CommittedOutput committed = FinishedOutput.of(output, workingDirectory, inconsistent());
      UnfinishedRun.warning(committed.layout()).ifPresent(console::print);
      String name = OutputLayout.at(output).root();
      if (byName.put(name, committed) != null) {
        throw QueriedOutputs.repeated(name, output);
      }
    }
    return QueriedOutputs.of(byName);
  }

  private Inconsistent inconsistent() {
    return force ? Inconsistent.ACCEPTED : Inconsistent.REJECTED;
  }

  private int answer(
      OutputDatabase database, List<Question> questions, Format known, List<String> outputs)
      throws UsageException, IOException {
    ResultPrinter printer =
        new ResultPrinter(
            database,
            known,
            csvSafe ? Formulas.QUOTED : Formulas.EXACT,
            console.display(),
            console.out(),
            console.err());
    try {
      database.warnings().forEach(console::print);
      if (sql != null) {
        printer.print(sql);
        return ExitCode.OK;
      }
      Question question =
          questions.isEmpty() ? Questions.coverage(OptionalInt.empty()) : questions.get(0);
      String gap = "";
      for (String query : question.sql(database, known)) {
        console.out().print(gap);
        printer.print(query);
        gap = "\n";
      }
      if (questions.isEmpty()) {
        QueryExamples.print(outputs, console.err());
      }
      return ExitCode.OK;
    } catch (SQLException e) {
      explain(e, database);
      return ExitCode.USAGE;
    }
  }

  private List<Question> questions() throws UsageException {
    OptionalInt rows = limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
    List<Question> questions = new ArrayList<>();
    if (coverage) {
      questions.add(Questions.coverage(rows));
    }
    if (top != null) {
      questions.add(Questions.top(top, rows));
    }
    if (histogram != null) {
      questions.add(Questions.histogram(histogram));
    }
    if (cooccurrence) {
      questions.add(Questions.cooccurrence(rows));
    }
    if (failures) {
      questions.add(Questions.failures(rows));
    }
    if (image != null) {
      questions.add(Questions.image(image));
    }
    if (worst) {
      questions.add(Questions.worst(rows));
    }
    return questions;
  }

  private void requireOne(List<Question> questions, List<Problem> unquoted) throws UsageException {
    List<Problem> problems = new ArrayList<>();
    if (questions.size() + (sql == null ? 0 : 1) + (file == null ? 0 : 1) > 1) {
      problems.add(
          Problem.of(
              ProblemCode.SEVERAL_QUESTIONS,
              "Only one question can be asked at a time: either SQL, or --file, or one of"
                  + " --coverage, --top, --histogram, --cooccurrence, --failures, --image, --worst."));
    }
    if (sql != null && sql.isBlank()) {
      problems.add(blankSql());
    }
    if (limit != null && limit < 1) {
      problems.add(
          Problem.of(
              ProblemCode.OPTION_OUT_OF_RANGE,
              "--limit=" + limit + " is too small; use 1 or more."));
    }
    if (limit != null && !coverage && top == null && !worst && !cooccurrence && !failures) {
      problems.add(
          Problem.of(
              ProblemCode.LIMIT_NOT_APPLICABLE,
              "--limit applies to --coverage, --top, --worst, --cooccurrence and --failures; in SQL use"
                  + " LIMIT."));
    }
    problems.addAll(unquoted);
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
  }

  private static Problem blankSql() {
    return Problem.of(
        ProblemCode.SQL_BLANK, "The SQL is empty. Write a query, or omit it to see the coverage.");
  }

  private void readSql(String workingDirectory) throws UsageException {
    sql = SqlFile.read(file, workingDirectory);
    if (sql.isBlank()) {
      throw new UsageException(List.of(blankSql()));
    }
  }

  /** Prints the message of DuckDB and the available views. */
  private void explain(SQLException e, OutputDatabase database) throws IOException {
    console.print(Problem.of(ProblemCode.SQL_REFUSED, OutputDatabase.reason(e)));
    console.err().println();
    console.err().println("The views and their columns are:");
    try {
      database.describe().forEach(line -> console.err().println("  " + line));
    } catch (SQLException unknown) {
      console.err().println("  unknown: " + OutputDatabase.reason(unknown));
    }
  }
}
