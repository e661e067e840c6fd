package org.meridian.notifications.announcements;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Schema;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.notifications.Announcement;
import org.meridian.http.Fields;
import org.meridian.http.Refuses;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Limits;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the node's operator has to say to all its members: operators make it, members read it until it is over. */
@RestController
class AnnouncementsApi {

    private static final Duration LONGEST = Duration.ofDays(31);

    /**
     * What is said to all members.
     *
     * @param text  in characters up to 1,000
     * @param until when it is over, RFC 3339, within 31 days
     */
    record NewAnnouncement(@Schema(requiredMode = REQUIRED) @Nullable String text,
            @Schema(requiredMode = REQUIRED) @Nullable String until) {}

    record AnnouncementView(String id, String text, Instant announcedAt, Instant until) {

        static AnnouncementView of(Announcement it) {
            return new AnnouncementView(it.getId(), it.getText(), it.getAnnouncedAt(), it.getUntil());
        }
    }

    record AnnouncementPage(List<AnnouncementView> items, @Nullable String next) {}

    private final Announcements announcements;
    private final Clock clock;

    AnnouncementsApi(Announcements announcements, Clock clock) {
        this.announcements = announcements;
        this.clock = clock;
    }

    /** Says something to all members of the node. */
    @PostMapping("/api/announcements")
    @ResponseStatus(HttpStatus.CREATED)
    AnnouncementView makeAnnouncement(Principal caller, @RequestBody NewAnnouncement request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Fields fields = new Fields();
        String text = fields.text("text", request.text(), Limits.ANNOUNCEMENT);
        Instant until = until(fields, request.until());
        fields.check();
        return AnnouncementView.of(announcements.make(caller.getName(), text, until, key));
    }

    /** Now, when it is wrong. */
    private Instant until(Fields fields, @Nullable String value) {
        Instant now = clock.instant();
        try {
            Instant until = OffsetDateTime.parse(value == null ? "" : value).toInstant();
            if (until.isAfter(now) && !until.isAfter(now.plus(LONGEST))) {
                return until;
            }
        } catch (DateTimeParseException e) {
            // No time: falls through to the rejection.
        }
        fields.reject("until", "until", "Give a time within the next 31 days, as 2026-01-31T07:30:00Z.");
        return now;
    }

    /** The announcements that are not over, the newest first. */
    @GetMapping("/api/announcements")
    AnnouncementPage listAnnouncements() {
        return new AnnouncementPage(announcements.shown().stream().map(AnnouncementView::of).toList(), null);
    }

    /** Ends an announcement before its time. */
    @Refuses("not-found")
    @DeleteMapping("/api/announcements/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endAnnouncement(@PathVariable String id) {
        if (!Ids.isPlain(id)) {
            throw Refusal.notFound("announcement");
        }
        announcements.end(id);
    }
}
