package org.meridian.membership.signup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.http.Fields;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.membership.signup.SignInLinks.Opened;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The short codes that sign somebody in where they asked for it. A code is good with its attempt only. Six digits can be
 * guessed, so wrong ones are counted: for the attempt, and in a day for the address and for the node. A member's address and
 * one that nobody has are dealt with alike.
 */
@Component
final class SignInCodes {

    static final int TRIES = 5;
    static final int WRONG_PER_ADDRESS = 10;
    static final int WRONG_PER_NODE = 300;

    private static final int DIGITS = 6;
    private static final Duration COUNTED = Duration.ofDays(1);
    private static final Pattern CODE = Pattern.compile("[0-9]{" + DIGITS + "}");
    /** As the mail sets it, and as people copy it. */
    private static final Pattern GROUPING = Pattern.compile("[\\p{Z}\\s-]+");

    private static final String LOCK = """
            SELECT email, wrong_codes, used_at IS NULL AND expires_at > :now AS good FROM sign_in_link WHERE id = :id
            FOR UPDATE""";
    private static final String WRONG_FOR_ADDRESS = """
            SELECT coalesce(sum(wrong_codes), 0) FROM sign_in_link
            WHERE lower(email) = lower(:email) AND asked_at > :since""";
    private static final String WRONG_FOR_NODE = """
            SELECT coalesce(sum(wrong_codes), 0) FROM sign_in_link WHERE wrong_codes > 0 AND asked_at > :since""";
    private static final String OPEN = """
            UPDATE sign_in_link l SET used_at = :now FROM sign_in_token t
            WHERE l.id = :id AND t.link_id = l.id AND t.code_hash = :hash AND l.used_at IS NULL
            RETURNING l.email, l.display_name, l.time_zone, l.profession, l.organisation, l.expertise""";
    private static final String COUNT = "UPDATE sign_in_link SET wrong_codes = wrong_codes + 1 WHERE id = :id";

    /** What a guess was. */
    sealed interface Guess {

        record Right(Opened opened) implements Guess {}

        record Wrong(int triesLeft) implements Guess {}

        /** There is no such attempt, or it has had its time. */
        record Useless() implements Guess {}

        /** Codes have been guessed too often, for this address or at all: only links are good. */
        record Barred() implements Guess {}
    }

    private record Attempt(String email, int wrongCodes, boolean good) {}

    private final JdbcClient jdbc;
    private final SignInLinks links;
    private final MeterRegistry meters;
    private final Clock clock;

    SignInCodes(@OfMembership Database database, SignInLinks links, MeterRegistry meters, Clock clock) {
        this.jdbc = database.client();
        this.links = links;
        this.meters = meters;
        this.clock = clock;
    }

    static String newCode(SecureRandom random) {
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", random.nextInt((int) Math.pow(10, DIGITS)));
    }

    /** In two halves, as it is read and typed. */
    static String grouped(String code) {
        return code.substring(0, DIGITS / 2) + " " + code.substring(DIGITS / 2);
    }

    /** What is no code at all is no guess. */
    static String checked(Fields fields, @Nullable String value) {
        String code = value == null ? "" : GROUPING.matcher(value).replaceAll("");
        if (!CODE.matcher(code).matches()) {
            fields.reject("code", "Give the " + DIGITS + " digits that the mail has.");
        }
        return code;
    }

    /**
     * Uses an attempt up if the code is its mail's, and counts the guess if not. To be asked in a transaction, which is
     * committed whatever the answer is.
     */
    Guess guess(String attemptId, String code) {
        Guess guess = lock(attemptId).<Guess>map(attempt -> guess(attemptId, attempt, code))
                .orElseGet(Guess.Useless::new);
        Counter.builder("meridian.sign.in.codes").description("Mailed codes that were typed, by how that went")
                .tag("guess", guess.getClass().getSimpleName().toLowerCase(Locale.ROOT)).register(meters).increment();
        return guess;
    }

    private Guess guess(String attemptId, Attempt attempt, String code) {
        links.lock(attempt.email());
        if (!attempt.good() || attempt.wrongCodes() >= TRIES) {
            return new Guess.Useless();
        }
        if (isGuessedTooOften(attempt.email())) {
            return new Guess.Barred();
        }
        return open(attemptId, code).<Guess>map(Guess.Right::new).orElseGet(() -> {
            jdbc.sql(COUNT).param("id", attemptId).update();
            return new Guess.Wrong(TRIES - attempt.wrongCodes() - 1);
        });
    }

    private Optional<Attempt> lock(String attemptId) {
        return jdbc.sql(LOCK).param("id", attemptId).param("now", now())
                .query((row, i) -> new Attempt(row.getString("email"), row.getInt("wrong_codes"),
                        row.getBoolean("good")))
                .optional();
    }

    private boolean isGuessedTooOften(String email) {
        Timestamp since = Timestamp.from(clock.instant().minus(COUNTED));
        return jdbc.sql(WRONG_FOR_ADDRESS).param("email", email).param("since", since).query(Integer.class)
                .single() >= WRONG_PER_ADDRESS
                || jdbc.sql(WRONG_FOR_NODE).param("since", since).query(Integer.class).single() >= WRONG_PER_NODE;
    }

    private Optional<Opened> open(String attemptId, String code) {
        return jdbc.sql(OPEN).param("now", now()).param("id", attemptId)
                .param("hash", SignInLinks.codeHash(attemptId, code)).query(SignInLinks::opened).optional();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
