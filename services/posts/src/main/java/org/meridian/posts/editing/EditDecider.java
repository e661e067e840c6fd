package org.meridian.posts.editing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meridian.community.Participation.Participant;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.EditingTime;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostEdited;
import org.meridian.posts.publishing.Text;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Limits;

/** The rules of editing: who may change which text until when, and what is kept of those before. */
final class EditDecider {

    /** What is null stays; a text that is empty is taken away, which a body cannot be. */
    record Changes(@Nullable String title, @Nullable String body, @Nullable List<String> tags,
            @Nullable String jurisdiction, @Nullable String language) {

        boolean isForFirstPosts() {
            return title != null || tags != null || jurisdiction != null;
        }
    }

    /** @param domestic whether it stays in this country */
    record Edited(PostEdited fact, PostContent content, boolean domestic) {}

    /** Room for what stands around the texts, and for each text's numbers and lengths. */
    private static final int AROUND = 10_000;
    private static final int EACH = 100;

    private EditDecider() {}

    /**
     * Empty if it says all that already.
     *
     * @param version of the text that was read; null where nobody says
     * @throws Refusal for somebody else's and what is missing in the same words, and where it may not be edited (any more)
     */
    static Optional<Edited> edit(Post post, Changes changes, @Nullable Integer version, UUID eventId, Instant now) {
        return switch (post) {
            case Post.Shown shown -> edit(shown, changes, version, eventId, now);
            case Post.Gone() -> throw Refusal.conflict("post-withdrawn",
                    "It was taken back, or taken out by the group's own country, and cannot be edited.");
            case Post.Missing() -> throw Refusal.notFound("post");
        };
    }

    private static Optional<Edited> edit(Post.Shown post, Changes changes, @Nullable Integer version, UUID eventId,
            Instant now) {
        Participant author = post.author().orRefuse().writingAt(now);
        if (!now.isBefore(editableUntil(post))) {
            throw Refusal.conflict("too-late-to-edit", "This group lets authors edit "
                    + within(post.editing()) + ". Add a reply, or take it back.");
        }
        if (post.isReply() && changes.isForFirstPosts()) {
            throw Refusal.fields(List.of(new Refusal.FieldError(
                    changes.title() != null ? "title" : changes.tags() != null ? "tags" : "jurisdiction",
                    "A reply has a body and a language only.")));
        }
        Instant at = Ids.occurredAt(now, post.changedAt());
        Text text = changed(post.text(), changes, at);
        if (saysTheSame(text, post.text())) {
            return Optional.empty();
        }
        if (version != null && version != post.text().version()) {
            throw Refusal.conflict("text-changed", "It was edited meanwhile. Read it again, and repeat what you did.");
        }
        var fact = PostEdited.newBuilder().setEventId(eventId).setId(post.id()).setVersion(post.version() + 1)
                .setOccurredAt(at).setActorId(author.memberId()).setGroupId(post.groupId())
                .setContentVersion(text.version()).setMembershipVersion(author.version()).build();
        var content = new PostContent(post.id(), text.version(), text.title(), text.body(), text.tags(),
                text.jurisdiction(), text.language(), at,
                kept(post, text).stream().map(Text::asEarlier).toList());
        return Optional.of(new Edited(fact, content, post.domestic()));
    }

    private static Instant editableUntil(Post.Shown post) {
        return switch (post.editing()) {
            case NEVER -> Instant.MIN;
            case HOUR -> post.publishedAt().plus(Duration.ofHours(1));
            case DAY -> post.publishedAt().plus(Duration.ofDays(1));
            case WEEK, UNKNOWN -> post.publishedAt().plus(Duration.ofDays(7));
            case ALWAYS -> Instant.MAX;
        };
    }

    private static String within(EditingTime editing) {
        return switch (editing) {
            case NEVER -> "nothing that they have published";
            case HOUR -> "within an hour";
            case DAY -> "within a day";
            case WEEK, UNKNOWN, ALWAYS -> "within a week";
        };
    }

    private static Text changed(Text before, Changes changes, Instant at) {
        return new Text(before.version() + 1, at, changed(before.title(), changes.title()),
                changes.body() == null ? before.body() : changes.body(),
                changes.tags() == null ? before.tags() : changes.tags(),
                changed(before.jurisdiction(), changes.jurisdiction()), changed(before.language(), changes.language()));
    }

    private static @Nullable String changed(@Nullable String before, @Nullable String after) {
        return after == null ? before : after.isEmpty() ? null : after;
    }

    private static boolean saysTheSame(Text one, Text other) {
        return new Text(other.version(), other.writtenAt(), one.title(), one.body(), one.tags(), one.jurisdiction(),
                one.language()).equals(other);
    }

    /** The first text, and of the others as many of the newest as there is room for beside the new one. */
    private static List<Text> kept(Post.Shown post, Text text) {
        List<Text> all = new ArrayList<>(post.earlier());
        all.add(post.text());
        int room = Limits.CONTENT_BYTES - AROUND - bytes(text) - bytes(all.getFirst());
        LinkedList<Text> kept = new LinkedList<>();
        for (Text newest : all.subList(1, all.size()).reversed()) {
            room -= bytes(newest);
            if (room < 0 || kept.size() == Limits.EARLIER_TEXTS - 1) {
                break;
            }
            kept.addFirst(newest);
        }
        if (bytes(text) + bytes(all.getFirst()) <= Limits.CONTENT_BYTES - AROUND) {
            kept.addFirst(all.getFirst());
        }
        return kept;
    }

    private static int bytes(Text text) {
        return EACH + bytes(text.title()) + bytes(text.body()) + bytes(text.jurisdiction()) + bytes(text.language())
                + text.tags().stream().mapToInt(EditDecider::bytes).sum();
    }

    private static int bytes(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length + 5;
    }
}
