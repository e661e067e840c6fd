package org.meridian.notifications.notices;

import static org.meridian.http.Fields.apiName;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.Role;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.http.Cursor;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.meridian.notifications.notices.Notice.About;
import org.meridian.notifications.notices.Notice.Whose;
import org.meridian.notifications.notices.Notices.Reader;
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
     * A notice.
     *
     * @param kind       {@code reply}, {@code request}, {@code overdue} (a request that has waited too long) or {@code decision}; of a membership
     *                   {@code role}, {@code removed}, {@code ban-lifted} or {@code offered}; of a registration that runs out {@code expiring};
     *                   of what the caller wrote and the group's home has taken out {@code taken-out};
     *                   of a reply of theirs that was accepted as the answer to a question {@code accepted}
     * @param postId     the thread's first post, of a reply
     * @param requestId  the join request, of a request, overdue or not, or a decision
     * @param text       one sentence
     * @param state      of a request or a decision: pending, granted, refused or withdrawn
     * @param age        of a request, in words: how long it has waited, or waited until it was decided or withdrawn
     * @param ageSeconds the same in seconds
     * @param role       that was given or offered
     * @param reason     why the caller was removed, once that has arrived
     * @param bannedUntil until when the caller cannot ask to join again
     * @param readAt     when it was read, or the request was decided or withdrawn
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NoticeView(String id, @Schema(implementation = NoticeKind.class) String kind, String groupId,
            @Nullable String group, String actorId,
            @Nullable String actorName, String subjectId, @Nullable String postId, @Nullable String requestId,
            String text, @Schema(implementation = Notice.State.class) @Nullable String state, @Nullable String age,
            @Nullable Long ageSeconds, @Schema(implementation = Role.class) @Nullable String role,
            @Nullable String reason, @Nullable Instant bannedUntil, Instant raisedAt,
            OffsetDateTime raisedAtLocal, String timeZone,
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant readAt) {

        static NoticeView of(Notice it, Reader reader, Instant now) {
            return switch (it.about()) {
                case About.Reply(var threadId, var title) ->
                    of(it, NoticeKind.REPLY, threadId, null, null, null, reader);
                case About.Membership membership -> of(it, membership.kind(), null, null, null, null, reader);
                case About.Expiring expiring -> of(it, NoticeKind.EXPIRING, null, null, null, null, reader);
                case About.Accepted(var threadId, var question) ->
                    of(it, NoticeKind.ACCEPTED, threadId, null, null, null, reader);
                case About.TakenOut taken -> of(it, NoticeKind.TAKEN_OUT, null, null, null, null, reader);
                case About.Request request when request.whose() == Whose.MINE ->
                    of(it, NoticeKind.DECISION, null, request, null, null, reader);
                case About.Request request -> {
                    Instant until = request.closedAt() == null ? now : request.closedAt();
                    yield of(it, request.whose() == Whose.OVERDUE ? NoticeKind.OVERDUE : NoticeKind.REQUEST, null,
                            request, Age.inWords(request.requestedAt(), until, reader.sentences()),
                            Math.max(0, Duration.between(request.requestedAt(), until).toSeconds()), reader);
                }
            };
        }

        private static NoticeView of(Notice it, NoticeKind kind, @Nullable String postId,
                About.@Nullable Request request, @Nullable String age, @Nullable Long ageSeconds, Reader reader) {
            ZoneId zone = reader.zone();
            About.Membership membership = it.about() instanceof About.Membership about ? about : null;
            return new NoticeView(it.id(), apiName(kind), it.groupId(), it.group(), it.actorId(), it.actorName(),
                    it.subjectId(),
                    postId, request == null ? null : request.id(), it.sentence(reader.sentences(), zone),
                    request == null ? null : apiName(request.state()), age, ageSeconds,
                    membership == null || membership.role() == null ? null : apiName(membership.role()),
                    membership == null ? null : membership.reason(),
                    membership == null ? null : membership.bannedUntil(), it.raisedAt(),
                    it.raisedAt().atZone(zone).toOffsetDateTime(), zone.getId(), it.settledAt());
        }
    }

    record NoticePage(List<NoticeView> items, @Nullable String next) {}

    record UnreadNotices(int count) {}

    private final Notices notices;
    private final ReadNotice readNotice;
    private final Clock clock;

    NoticesApi(Notices notices, ReadNotice readNotice, Clock clock) {
        this.notices = notices;
        this.readNotice = readNotice;
        this.clock = clock;
    }

    /**
     * The caller's notices, the newest first.
     *
     * @param unread only those that are not read
     * @param limit  1 to 100 notices
     */
    @GetMapping("/api/notices")
    NoticePage listNotices(Principal caller, @RequestParam(defaultValue = "false") boolean unread,
            Listing listing, @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        List<Notice> found = notices.read(caller.getName(), unread, listing.after(), Listing.toRead(limit));
        Reader reader = notices.reader(caller.getName());
        Instant now = clock.instant();
        var page = listing.page(found, limit, last -> new Cursor(last.raisedAt(), last.id()))
                .map(it -> NoticeView.of(it, reader, now));
        return new NoticePage(page.items(), page.next());
    }

    /** How many notices the caller has not read, up to a thousand: the number that stands on every page. */
    @GetMapping("/api/notices/unread")
    UnreadNotices countUnreadNotices(Principal caller) {
        return new UnreadNotices(notices.unread(caller.getName()));
    }

    /** Says that a notice was read. */
    @Refuses({"not-found", "changed-meanwhile"})
    @PostMapping("/api/notices/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void markNoticeRead(Principal caller, @PathVariable String id) {
        readNotice.read(id, caller.getName());
    }
}
