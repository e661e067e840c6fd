package org.meridian.notifications.notices;

import static org.meridian.http.Fields.apiName;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.http.Listing;
import org.meridian.notifications.notices.Notice.About;
import org.meridian.notifications.wording.Age;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Notices over HTTP. */
@RestController
class NoticesApi {

    /**
     * @param kind       {@code reply}, {@code request} or {@code decision}
     * @param postId     the thread's first post, of a reply
     * @param requestId  the join request, of a request or a decision
     * @param text       one sentence
     * @param state      of a request or a decision: pending, granted, refused or withdrawn
     * @param age        of a request, in words: how long it has waited, or waited until it was decided or withdrawn
     * @param ageSeconds the same in seconds
     * @param readAt     when it was read, or the request was decided or withdrawn
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(String id, String kind, String groupId, @Nullable String group, String actorId,
            @Nullable String actorName, String subjectId, @Nullable String postId, @Nullable String requestId,
            String text, @Nullable String state, @Nullable String age, @Nullable Long ageSeconds, Instant raisedAt,
            OffsetDateTime raisedAtLocal, String timeZone,
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant readAt) {

        static Item of(Notice it, ZoneId zone, Instant now) {
            return switch (it.about()) {
                case About.Reply(var threadId, var title) -> of(it, NoticeKind.REPLY, threadId, null, null, null, zone);
                case About.Request(var own, var state, var asked, var closed) when own ->
                    of(it, NoticeKind.DECISION, null,
                            state, null, null, zone);
                case About.Request(var own, var state, var asked, var closed) -> {
                    Instant until = closed == null ? now : closed;
                    yield of(it, NoticeKind.REQUEST, null, state, Age.inWords(asked, until),
                            Math.max(0, Duration.between(asked, until).toSeconds()), zone);
                }
            };
        }

        private static Item of(Notice it, NoticeKind kind, @Nullable String postId, Notice.@Nullable State state,
                @Nullable String age, @Nullable Long ageSeconds, ZoneId zone) {
            return new Item(it.id(), apiName(kind), it.groupId(), it.group(), it.actorId(), it.actorName(),
                    it.subjectId(),
                    postId, state == null ? null : it.subjectId(), it.sentence(),
                    state == null ? null : apiName(state), age, ageSeconds, it.raisedAt(),
                    it.raisedAt().atZone(zone).toOffsetDateTime(), zone.getId(), it.settledAt());
        }
    }

    record Page(List<Item> items, @Nullable String next) {}

    record Unread(int count) {}

    private final Notices notices;
    private final ReadNotice readNotice;
    private final Clock clock;

    NoticesApi(Notices notices, ReadNotice readNotice, Clock clock) {
        this.notices = notices;
        this.readNotice = readNotice;
        this.clock = clock;
    }

    /** @param limit 1 to 100 notices, newest first */
    @GetMapping("/api/notices")
    Page list(Principal caller, @RequestParam(defaultValue = "false") boolean unread,
            Listing listing, @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        Notices.Page page = notices.read(caller.getName(), unread, listing.after(),
                Listing.checkedLimit(limit));
        ZoneId zone = notices.zone(caller.getName());
        Instant now = clock.instant();
        return new Page(page.items().stream().map(it -> Item.of(it, zone, now)).toList(),
                listing.next(page.next()));
    }

    /** The number that stands on every page: up to a thousand. */
    @GetMapping("/api/notices/unread")
    Unread unread(Principal caller) {
        return new Unread(notices.unread(caller.getName()));
    }

    @PostMapping("/api/notices/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(Principal caller, @PathVariable String id) {
        readNotice.read(id, caller.getName());
    }
}
