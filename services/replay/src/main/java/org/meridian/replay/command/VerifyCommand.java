package org.meridian.replay.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.meridian.replay.exporting.Manifest;
import org.meridian.replay.exporting.Verify;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "verify", sortOptions = false, sortSynopsis = false, description = "Repeats an export over the offsets of its manifest, compares, and names what was withdrawn since."
        + " Exit code 0 only when nothing differs.")
final class VerifyCommand implements Callable<Integer> {

    private final Installation here;

    @Parameters(paramLabel = "DIR", description = "The folder of an export.")
    private Path folder = Path.of("");

    @Mixin
    private ExportOptions options = new ExportOptions();

    VerifyCommand(Installation here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        String node = options.node == null ? Manifest.in(folder).plan().node() : options.node;
        Verify.Result result = new Verify(options.cluster(here, node), options.exporting(here, 0, 0)).check(folder,
                options.key());
        result.differences().forEach(System.out::println);
        if (!result.withdrawn().isEmpty()) {
            System.out.println("Withdrawn since: " + String.join(", ", result.withdrawn()) + ".");
        }
        if (result.differences().isEmpty()) {
            System.out.println("Nothing differs.");
        }
        return result.differences().isEmpty() ? 0 : 1;
    }
}
