package org.meridian.web.page;

import java.time.Clock;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Countries;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.text.Sentences;
import org.meridian.web.calls.NotificationsCalls;
import org.meridian.web.settings.WebSettings;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/** Makes of a visit what its page needs around it. */
@Component
public final class Pages {

    private final Readers readers;
    private final NotificationsCalls notifications;
    private final Countries countries;
    private final Assets assets;
    private final Languages languages;
    private final String node;
    private final boolean trial;
    private final Clock clock = Clock.systemUTC();

    Pages(Readers readers, NotificationsCalls notifications, Countries countries, Languages languages, Assets assets,
            WebSettings settings) {
        this.languages = languages;
        this.readers = readers;
        this.notifications = notifications;
        this.countries = countries;
        this.assets = assets;
        this.node = settings.node();
        this.trial = settings.demo();
    }

    /** Asks the services about the reader; best beside what else a page asks. */
    public Page of(Visit visit) {
        if (!visit.isSignedIn()) {
            return withoutAsking(visit);
        }
        Parallel<Integer> unread = Parallel.call(() -> unread(visit));
        return of(visit, readers.of(visit), unread.answer());
    }

    /** For a page that says what is away: without its reader's name where membership is away or catches up. */
    public Page ofWhoeverCanBeTold(Visit visit) {
        try {
            return of(visit);
        } catch (Refusal | RestClientException away) {
            return withoutAsking(visit);
        }
    }

    /** For a page that has to be there when nothing else is. */
    Page withoutAsking(Visit visit) {
        return of(visit, readers.known(visit), 0);
    }

    private Page of(Visit visit, @Nullable Reader reader, int unread) {
        Sentences sentences = languages.of(reader == null ? null : reader.language());
        ZoneId zone = reader == null ? countries.of(node).timeZone() : reader.zone();
        return new Page(visit, reader, unread, sentences,
                new Times(sentences, zone, countries, clock.instant()), countries, node, assets.version(),
                trial);
    }

    /** A page does without the number where notifications are away. */
    private int unread(Visit visit) {
        try {
            return notifications.unread(visit.caller()).count();
        } catch (Refusal | RestClientException away) {
            return 0;
        }
    }
}
