package org.meridian.web.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** The notifications service. {@code caller} is the Authorization header, as {@code Visit.caller()} has it. */
@HttpExchange("/api")
public interface NotificationsCalls {

    record Unread(int count) {}

    /** The digests that are due at one time. */
    record Wave(Instant dueAt, int digests, int planned, int empty, int waiting, int sent, int bounced, int dropped,
            @Nullable Instant firstSentAt, @Nullable Instant lastSentAt) {}

    /** What the node's operator says to all its members. */
    record Announcement(String id, String text, Instant announcedAt, Instant until) {}

    record NewAnnouncement(String text, Instant until) {}

    @GetExchange("/notices/unread")
    Unread unread(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller);

    @GetExchange("/notices")
    Items<Notice> notices(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @RequestParam boolean unread,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    @PostExchange("/notices/{id}/read")
    void read(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    @GetExchange("/preferences")
    Preferences preferences(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller);

    /** Takes the place of all that was chosen before. */
    @PutExchange("/preferences")
    Preferences prefer(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @RequestBody Preferences preferences);

    /** Mail to the caller's address is tried again. */
    @DeleteExchange("/preferences/mail-stop")
    void liftMailStop(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller);

    @GetExchange("/digests/next")
    Digest.Next nextDigest(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller);

    @GetExchange("/digests")
    Items<Digest> digests(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    @GetExchange("/digests/{id}")
    Digest digest(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    @PostExchange("/digests/{id}/resend")
    void resend(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    /** For operators; the latest first. */
    @GetExchange("/digest-waves")
    Items<Wave> waves(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @RequestParam int limit);

    /** Those that are not over, the newest first. */
    @GetExchange("/announcements")
    Items<Announcement> announcements(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller);

    /** @param key the same for a form that is sent twice */
    @PostExchange("/announcements")
    void announce(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller,
            @RequestHeader("Idempotency-Key") String key, @RequestBody NewAnnouncement announcement);

    @DeleteExchange("/announcements/{id}")
    void endAnnouncement(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);
}
