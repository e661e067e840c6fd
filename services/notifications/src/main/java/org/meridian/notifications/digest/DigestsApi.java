package org.meridian.notifications.digest;

import static org.meridian.http.Fields.apiName;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.security.Principal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.Cursor;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.meridian.mail.queue.Mailings;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.digest.DigestTable.Planned;
import org.meridian.notifications.schedule.Cadence;
import org.meridian.schemas.Ids;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A member's digests over HTTP, for themselves alone. Local times have their offset. */
@RestController
class DigestsApi {

    /** @param editedAt when the text was written, if that is not the first */
    record DigestItem(String id, @Schema(implementation = Section.class) String section, String groupId, String group,
            @Nullable String title,
            @Schema(allowableValues = {"reply", "discussion", "question", "practice", "update", "unknown"}) String kind,
            String excerpt, String author, @Nullable String authorName, String home, Instant writtenAt,
            @Nullable Instant editedAt, String writtenAtLocal, String writtenAtAuthor, Instant arrivedAt, boolean late,
            @Nullable String lateReason, String why){}

    record DigestCount(String groupId, String group, int more, int earlier) {}

    record NextDigest(@Nullable Instant sendsAt, @Nullable String sendsAtLocal, String timeZone, Instant coversSince,
            List<DigestItem> items, List<DigestCount> counted) {}

    record DigestSummary(String id, @Schema(implementation = Archive.State.class) String state, @Nullable String reason,
            LocalDate date, Instant sendsAt,
            String sendsAtLocal, String timeZone, @Nullable Instant coversSince) {}

    record DigestPage(List<DigestSummary> items, @Nullable String next) {}

    record Digest(@JsonUnwrapped DigestSummary summary, List<DigestItem> items, List<DigestCount> counted) {}

    record Resent(String id, @Schema(implementation = Archive.State.class) String state) {}

    private final PreviewDigest preview;
    private final Archive archive;
    private final Readers readers;
    private final ShowDigests show;
    private final Mailings mailings;

    DigestsApi(PreviewDigest preview, Archive archive, Readers readers, ShowDigests show,
            @Notifications Mailings mailings) {
        this.preview = preview;
        this.archive = archive;
        this.readers = readers;
        this.show = show;
        this.mailings = mailings;
    }

    /** What the caller's next digest would say by now, and when it goes. */
    @Refuses("not-found")
    @GetMapping("/api/digests/next")
    NextDigest readNextDigest(Principal caller) {
        PreviewDigest.Preview next = preview.of(caller.getName());
        Planned planned = next.planned();
        ZoneId zone = planned == null ? next.reader().zone() : planned.zone();
        Shown shown = show.show(new ShowDigests.Request(next.reader(), next.coversSince(), next.selection()));
        return new NextDigest(planned == null ? null : planned.dueAt(),
                planned == null ? null : local(planned.dueAt(), zone), zone.getId(), next.coversSince(),
                items(shown, next.reader()), counted(shown));
    }

    /**
     * The caller's digests, the newest first.
     *
     * @param limit 1 to 100 digests
     */
    @GetMapping("/api/digests")
    DigestPage listDigests(Principal caller, Listing listing,
            @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        Cursor after = listing.after();
        LocalDate before = after == null ? null : LocalDate.ofInstant(after.at(), ZoneOffset.UTC);
        var page = listing
                .page(archive.page(caller.getName(), before, Listing.toRead(limit)), limit, DigestsApi::cursor)
                .map(DigestsApi::summary);
        return new DigestPage(page.items(), page.next());
    }

    /** One of the caller's digests: what of it may still be read. */
    @Refuses("not-found")
    @GetMapping("/api/digests/{id}")
    Digest readDigest(Principal caller, @PathVariable String id) {
        Archive.Entry entry = entry(caller, id);
        Reader reader = reader(caller);
        Shown shown = show.show(new ShowDigests.Request(reader,
                entry.coversSince() == null ? entry.dueAt() : entry.coversSince(), entry.selection()));
        return new Digest(summary(entry), items(shown, reader), counted(shown));
    }

    /** Sends a digest again, under the Message-ID that it had; as long as it waits to be sent, this changes nothing. */
    @Refuses({"not-found", "digests-off", "nothing-to-send"})
    @PostMapping("/api/digests/{id}/resend")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Resent resendDigest(Principal caller, @PathVariable String id) {
        Archive.Entry entry = entry(caller, id);
        if (reader(caller).schedule().cadence() == Cadence.OFF) {
            throw Refusal.conflict("digests-off",
                    "You have turned digests off: turn them on before you have one sent again, or read it here.");
        }
        if (entry.state() != Archive.State.COMPOSED && !mailings.resend(DigestMessages.PREFIX + entry.id())) {
            throw Refusal.conflict("nothing-to-send",
                    "There is no mail of this digest: it is not composed yet, or there was nothing to say.");
        }
        return new Resent(entry.id(), apiName(Archive.State.COMPOSED));
    }

    private Archive.Entry entry(Principal caller, String id) {
        return Optional.of(id).filter(Ids::isPlain).flatMap(it -> archive.find(caller.getName(), it))
                .orElseThrow(() -> Refusal.notFound("digest"));
    }

    private Reader reader(Principal caller) {
        return readers.find(caller.getName()).orElseThrow(() -> Refusal.notFound("digest"));
    }

    private static DigestSummary summary(Archive.Entry it) {
        return new DigestSummary(it.id(), apiName(it.state()), it.reason(), it.date(), it.dueAt(),
                local(it.dueAt(), it.zone()),
                it.zone().getId(), it.coversSince());
    }

    private static List<DigestItem> items(Shown shown, Reader reader) {
        ZoneId zone = reader.zone();
        return shown.items().stream().map(it -> new DigestItem(it.id(), apiName(it.section()), it.group().id(),
                it.group().name(), it.title(), it.kind() == null ? "reply" : apiName(it.kind()),
                it.excerpt(), it.author(), it.name(), it.home(), it.writtenAt(), it.editedAt(),
                local(it.writtenAt(), zone),
                local(it.writtenThere()), it.arrivedAt(), it.late() != null, it.late(),
                it.why().ofOne(reader.sentences()))).toList();
    }

    private static List<DigestCount> counted(Shown shown) {
        return shown.counted().stream()
                .map(it -> new DigestCount(it.group().id(), it.group().name(), it.more(), it.earlier())).toList();
    }

    private static String local(Instant at, ZoneId zone) {
        return local(at.atZone(zone));
    }

    private static String local(ZonedDateTime at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.truncatedTo(ChronoUnit.SECONDS));
    }

    /** There is one digest a date. */
    private static Cursor cursor(Archive.Entry last) {
        return new Cursor(last.date().atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
