package org.meridian.replay.problem;

/** Why a replay cannot go on, in one sentence that says what to do. It becomes exit code 1, or a problem over HTTP. */
public final class ReplayProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ReplayProblem(String sentence) {
        super(sentence);
    }

    public ReplayProblem(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
