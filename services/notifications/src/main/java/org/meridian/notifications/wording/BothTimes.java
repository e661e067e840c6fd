package org.meridian.notifications.wording;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Country;
import org.meridian.text.Sentences;

/** A time as the reader's clock showed it, and beside it what the author's showed, if that was another. */
public final class BothTimes {

    /** The day and the time. */
    public static final String TIME = "date.time";

    private static final String CLOCK = "date.clock";

    private BothTimes() {}

    /**
     * The same, with when it was edited, by the reader's clock.
     *
     * @param editedAt null where it was not
     */
    public static String inWords(Instant at, @Nullable Instant editedAt, ZoneId reader, Country author,
            Sentences sentences) {
        String written = inWords(at, reader, author, sentences);
        return editedAt == null
                ? written
                : sentences.of("edited", written, sentences.date(TIME, editedAt.atZone(reader)));
    }

    /** For example {@code Tue 3 Mar, 07:30 your time, Mon 2 Mar, 18:30 in New Zealand}. */
    public static String inWords(Instant at, ZoneId reader, Country author, Sentences sentences) {
        ZonedDateTime here = at.atZone(reader);
        ZonedDateTime there = at.atZone(author.timeZone());
        if (here.toLocalDateTime().equals(there.toLocalDateTime())) {
            return sentences.date(TIME, here);
        }
        boolean sameDay = here.toLocalDate().equals(there.toLocalDate());
        return sentences.of("both-times", sentences.date(TIME, here), sentences.date(sameDay ? CLOCK : TIME, there),
                author.whereItsClocksAre());
    }
}
