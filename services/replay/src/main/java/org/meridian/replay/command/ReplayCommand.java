package org.meridian.replay.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.meridian.replay.exporting.Format;
import org.meridian.replay.problem.ReplayProblem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The command line: exit code 0 when it is done, 1 with a sentence when it is not, 2 when it cannot be understood. */
@Command(name = "scripts/replay", description = "Replays a node's event streams for analytics: docs/replay.md.", synopsisSubcommandLabel = "COMMAND", sortOptions = false, sortSynopsis = false)
public final class ReplayCommand {

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Says this.")
    private boolean help;

    private ReplayCommand() {}

    /** Runs a command; returns the exit code. */
    public static int run(List<String> words, Installation here) {
        return new CommandLine(new ReplayCommand()).addSubcommand(new ExportCommand(here))
                .addSubcommand(new VerifyCommand(here)).addSubcommand(new ReportCommand(here))
                .addSubcommand(new RebuildCommand(here)).registerConverter(Format.class, ReplayCommand::format)
                .registerConverter(Instant.class, ReplayCommand::time).setExpandAtFiles(false)
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setParameterExceptionHandler((mistake, all) -> misunderstood(mistake))
                .setExecutionExceptionHandler((problem, command, parsed) -> failed(problem))
                .execute(words.toArray(String[]::new));
    }

    private static int misunderstood(ParameterException mistake) {
        String command = mistake.getCommandLine().getCommandSpec().qualifiedName();
        System.err.println(mistake.getMessage() + "; " + command + " --help says what there is.");
        return 2;
    }

    private static int failed(Exception problem) throws Exception {
        if (problem instanceof ReplayProblem) {
            System.err.println(problem.getMessage());
            return 1;
        }
        throw problem;
    }

    private static Format format(String name) {
        return Format.named(name).orElseThrow(
                () -> new TypeConversionException("there is no " + name + ", but " + Format.names()));
    }

    /** RFC 3339, or a date, which stands for its first instant in UTC. */
    private static Instant time(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "it is a time as 2026-03-01T00:00:00Z or a date as 2026-03-01, not " + text);
        }
    }
}
