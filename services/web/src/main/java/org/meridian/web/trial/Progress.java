package org.meridian.web.trial;

import java.util.List;
import java.util.Locale;

/**
 * How far the filling with the sample community is.
 *
 * @param done  steps of {@code total}
 * @param away  the countries whose nodes do not answer, and whose people are left out
 */
public record Progress(Stage stage, int done, int total, List<String> away) {

    /** What is being done. */
    enum Stage {
        IDLE, PEOPLE, GROUPS, TALK, DONE, FAILED
    }

    static final Progress NONE = new Progress(Stage.IDLE, 0, 0, List.of());

    public boolean goesOn() {
        return stage == Stage.PEOPLE || stage == Stage.GROUPS || stage == Stage.TALK;
    }

    public boolean isDone() {
        return stage == Stage.DONE;
    }

    public boolean isFailed() {
        return stage == Stage.FAILED;
    }

    /** Of the stage, for its sentence. */
    public String word() {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    Progress in(Stage next) {
        return new Progress(next, done, total, away);
    }

    Progress oneMore() {
        return new Progress(stage, done + 1, total, away);
    }
}
