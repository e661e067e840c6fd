package org.meridian.notifications.wording;

import static org.meridian.notifications.wording.Wording.SENTENCES;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.meridian.calendar.Country;
import org.meridian.mail.message.Sentences;

/** A time as the reader's clock showed it, and beside it what the author's showed, if that was another. */
public final class BothTimes {

    public static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Sentences.LOCALE);

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Sentences.LOCALE);

    private BothTimes() {}

    /** For example {@code Tue 3 Mar, 07:30 your time, Mon 2 Mar, 18:30 in New Zealand}. */
    public static String inWords(Instant at, ZoneId reader, Country author) {
        ZonedDateTime here = at.atZone(reader);
        ZonedDateTime there = at.atZone(author.timeZone());
        if (here.toLocalDateTime().equals(there.toLocalDateTime())) {
            return TIME.format(here);
        }
        boolean sameDay = here.toLocalDate().equals(there.toLocalDate());
        return SENTENCES.of("both-times", TIME.format(here), (sameDay ? CLOCK : TIME).format(there),
                author.whereItsClocksAre());
    }
}
