package org.meridian.posts.publishing;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.community.Participants;
import org.meridian.community.Participation;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.http.IdempotencyKeys;
import org.meridian.posts.Posts;
import org.meridian.posts.drafting.PublishedDrafts;
import org.meridian.posts.publishing.PostDecider.NewIds;
import org.meridian.posts.publishing.PostDecider.Publication;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;

/** Publishes a post or a reply: find the author's part in the group, decide, append. */
@Component
final class Publish {

    private final String home;
    private final EventLog log;
    private final Participants participants;
    private final Threads threads;
    private final IdempotencyKeys keys;
    private final Clock clock;

    Publish(NodeSettings settings, @Posts EventLog log, @Posts Participants participants, Threads threads,
            @Posts IdempotencyKeys keys, Clock clock) {
        this.home = settings.node();
        this.log = log;
        this.participants = participants;
        this.threads = threads;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Returns the new post's id; with an {@code Idempotency-Key} that was used for the same draft, the id given then.
     *
     * @param saved the author's draft that it was, if any, which goes away
     */
    String post(String groupId, String memberId, Draft.OfPost draft, @Nullable String saved, @Nullable String key) {
        return keys.once(memberId, key, List.of(groupId, draft), () -> Ids.create(home), (id, alongside) -> {
            Participation author = participants.find(groupId, memberId);
            append(PostDecider.publish(draft, author, new NewIds(id, Ids.eventId()), now()),
                    PublishedDrafts.delete(saved, memberId), alongside);
        });
    }

    String reply(String postId, String memberId, Draft.OfReply draft, @Nullable String saved, @Nullable String key) {
        return keys.once(memberId, key, List.of(postId, draft), () -> Ids.create(home), (id, alongside) -> {
            ReplyTarget target = threads.find(postId, memberId);
            append(PostDecider.reply(draft, target, new NewIds(id, Ids.eventId()), now()),
                    PublishedDrafts.delete(saved, memberId), alongside);
        });
    }

    private void append(Publication publication, BulkStatement draft, BulkStatement... alongside) {
        log.append(List.of(new Fact(Topics.posts(publication.domestic()), publication.fact()),
                new Content(Topics.content(publication.domestic()), publication.content())),
                Stream.concat(Stream.of(draft), Stream.of(alongside)).toArray(BulkStatement[]::new));
    }

    private Instant now() {
        return Ids.occurredAt(clock.instant(), Instant.EPOCH);
    }
}
