package org.meridian.mail.queue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.meridian.mail.message.MailKind;
import org.meridian.mail.queue.Mailings.Place;
import org.meridian.mail.queue.Mailings.Waiting;

/**
 * The mails that are due, for the threads that send them: each takes what comes after what was taken last, so that nobody looks
 * through what was sent. Now and then it begins anew, with what was passed by: what was committed late, and what somebody took
 * and did not send.
 */
final class Line {

    private static final long ANEW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Mailings mailings;
    private final List<Messages> kinds;
    private final Map<MailKind, Place> taken = new HashMap<>();
    private long begun = System.nanoTime();

    Line(Mailings mailings, List<Messages> kinds) {
        this.mailings = mailings;
        this.kinds = List.copyOf(kinds);
    }

    /**
     * Where there are mails that go ahead of others, only those.
     *
     * @param most of each kind; one that waits does not wait for what there is of another
     */
    synchronized List<Mailing> next(int most) {
        long now = System.nanoTime();
        if (now - begun > ANEW_NANOS) {
            taken.clear();
            begun = now;
        }
        List<Place> after = kinds.stream().filter(Messages::mayGo).map(Messages::kind)
                .map(kind -> taken.getOrDefault(kind, Place.beforeAll(kind))).toList();
        List<Waiting> all = mailings.due(after, most);
        List<Waiting> ahead = all.stream().filter(it -> it.mailing().kind().ahead()).toList();
        List<Waiting> due = ahead.isEmpty() ? all : ahead;
        due.forEach(it -> taken.put(it.mailing().kind(), it.place()));
        return due.stream().map(Waiting::mailing).toList();
    }
}
