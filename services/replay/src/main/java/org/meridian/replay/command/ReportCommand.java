package org.meridian.replay.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.problem.ReplayProblem;
import org.meridian.replay.reporting.AnalyticsReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "report", sortOptions = false, sortSynopsis = false, description = "Makes a page of tables and charts from an export of any format.")
final class ReportCommand implements Callable<Integer> {

    private final Installation here;

    @Parameters(paramLabel = "DIR", description = "The folder of an export.")
    private Path export = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", description = "The page: report.html in the export by default.")
    private @Nullable Path page;

    @Option(names = "--sql", paramLabel = "DIR", description = "Other questions than those of the checkout, a file each.")
    private @Nullable Path sql;

    ReportCommand(Installation here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        Path questions = sql == null ? here.report() : sql;
        if (questions == null) {
            throw new ReplayProblem("There is no SQL of a report here: name its folder with --sql.");
        }
        Path written = page == null ? export.resolve("report.html") : page;
        new AnalyticsReport(questions).write(export, written);
        System.out.println(written);
        return 0;
    }
}
