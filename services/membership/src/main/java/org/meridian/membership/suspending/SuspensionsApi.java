package org.meridian.membership.suspending;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Schema;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.Cursor;
import org.meridian.http.Fields;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.meridian.membership.suspending.Suspensions.Suspension;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Limits;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Whom the node's operators keep out of it. */
@RestController
class SuspensionsApi {

    /** @param reason in characters up to 2,000; the member is told it when they try to sign in */
    record NewSuspension(@Schema(requiredMode = REQUIRED) @Nullable String reason) {}

    record SuspensionPage(List<Suspension> items, @Nullable String next) {}

    private final SuspendMember suspend;
    private final Suspensions suspensions;

    SuspensionsApi(SuspendMember suspend, Suspensions suspensions) {
        this.suspend = suspend;
        this.suspensions = suspensions;
    }

    /**
     * Keeps a member of this node out of it, or gives another reason for that. They can neither sign in, read nor write here, and their
     * sessions end within a minute; what they have written stays.
     */
    @Refuses({"not-found", "not-oneself", "last-operator", "suspended", "catching-up"})
    @PutMapping("/api/members/{id}/suspension")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void suspendMember(Principal caller, @PathVariable String id, @RequestBody NewSuspension request) {
        Fields fields = new Fields();
        String reason = fields.text("reason", request.reason(), Limits.REASON);
        fields.check();
        suspend.suspend(own(id), caller.getName(), reason);
    }

    /** Lets a member in again, who has to sign in anew. */
    @Refuses({"not-found", "catching-up"})
    @DeleteMapping("/api/members/{id}/suspension")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void liftSuspension(@PathVariable String id) {
        suspend.lift(own(id));
    }

    /**
     * Who is suspended, since when, by whom and why.
     *
     * @param limit 1 to 100, the newest first
     */
    @GetMapping("/api/suspensions")
    SuspensionPage listSuspensions(Listing listing, @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        var page = listing.page(suspensions.list(listing.after(), Listing.toRead(limit)), limit,
                last -> new Cursor(last.suspendedAt(), last.memberId()));
        return new SuspensionPage(page.items(), page.next());
    }

    private static String own(String id) {
        if (!Ids.isPlain(id)) {
            throw Refusal.notFound("member of this node");
        }
        return id;
    }
}
