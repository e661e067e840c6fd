package org.meridian.web.calls;

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
}
