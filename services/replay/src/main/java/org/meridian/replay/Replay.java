package org.meridian.replay;

import java.util.List;
import org.meridian.process.startup.ProcessDefaults;
import org.meridian.replay.command.Installation;
import org.meridian.replay.command.ReplayCommand;
import org.slf4j.helpers.NOP_FallbackServiceProvider;

/** What {@code scripts/replay} runs. */
public final class Replay {

    private Replay() {}

    public static void main(String[] words) {
        ProcessDefaults.set();
        // What goes wrong is said by the command; setting up a logger for nothing would be a tenth of a second of every start.
        System.setProperty("slf4j.internal.verbosity", "WARN");
        System.setProperty("slf4j.provider", NOP_FallbackServiceProvider.class.getName());
        System.exit(ReplayCommand.run(List.of(words), Installation.of(System.getenv())));
    }
}
