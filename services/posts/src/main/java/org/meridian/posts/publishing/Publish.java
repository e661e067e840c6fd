package org.meridian.posts.publishing;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.http.IdempotencyKeys;
import org.meridian.posts.members.Memberships;
import org.meridian.posts.members.Participation.Participant;
import org.meridian.posts.publishing.PostDecider.Decision;
import org.meridian.posts.publishing.PostDecider.NewIds;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;

/** Publishes a post or a reply: find the author's part in the group, decide, append. */
final class Publish {

    private final String home;
    private final EventLog log;
    private final Memberships memberships;
    private final Threads threads;
    private final IdempotencyKeys keys;
    private final Clock clock;

    Publish(String home, EventLog log, Memberships memberships, Threads threads, IdempotencyKeys keys, Clock clock) {
        this.home = home;
        this.log = log;
        this.memberships = memberships;
        this.threads = threads;
        this.keys = keys;
        this.clock = clock;
    }

    /** Returns the new post's id; with an {@code Idempotency-Key} that was used for the same draft, the id given then. */
    String post(String groupId, String memberId, Draft.OfPost draft, @Nullable String key) {
        return keys.once(memberId, key, List.of(groupId, draft), () -> Ids.create(home), (id, alongside) -> {
            Participant author = memberships.participant(groupId, memberId);
            append(PostDecider.publish(draft, author, new NewIds(id, Ids.eventId()), now()), author, alongside);
        });
    }

    String reply(String postId, String memberId, Draft.OfReply draft, @Nullable String key) {
        return keys.once(memberId, key, List.of(postId, draft), () -> Ids.create(home), (id, alongside) -> {
            Threads.Target thread = threads.find(postId, memberId);
            Participant author = memberships.participant(thread.groupId(), memberId);
            append(PostDecider.reply(draft, thread.id(), author, new NewIds(id, Ids.eventId()), now()), author,
                    alongside);
        });
    }

    private void append(Decision decision, Participant author, BulkStatement... alongside) {
        String facts = Topics.posts(author.domestic());
        String content = Topics.content(author.domestic());
        switch (decision) {
            case Decision.Accepted(var fact, var text) -> log
                    .append(List.of(new Fact(facts, fact), new Content(content, text)), alongside);
            case Decision.Refused(var reason) -> throw refusal(reason);
        }
    }

    private static Refusal refusal(PostDecider.Reason reason) {
        return switch (reason) {
            case OBSERVERS_ONLY_READ -> Refusal.forbidden("observers-only-read",
                    "You take part in this group as an observer. Ask a moderator if you would like to write.");
        };
    }

    private Instant now() {
        return Ids.occurredAt(clock.instant(), Instant.EPOCH);
    }
}
