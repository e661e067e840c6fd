package org.meridian.membership.people;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.Cursor;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.meridian.membership.people.Directory.Person;
import org.meridian.membership.people.PeopleApi.Member;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.schemas.Ids;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Blocking over HTTP. */
@RestController
class BlocksApi {

    record BlockedPage(List<Member> items, @Nullable String next) {}

    private final EventLog log;
    private final BlockMember blockMember;
    private final Directory directory;
    private final Clock clock;

    BlocksApi(@OfMembership EventLog log, BlockMember blockMember, Directory directory, Clock clock) {
        this.log = log;
        this.blockMember = blockMember;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Blocks somebody: nothing that they write reaches the caller, in lists, threads, notices, digests or mails, but in groups that the
     * caller moderates. They are not told, and go on to see what they may read. Up to a thousand.
     */
    @Refuses({"not-found", "not-oneself", "too-many-blocked", "changed-meanwhile"})
    @PutMapping("/api/members/{id}/block")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void blockMember(Principal caller, @PathVariable String id) {
        if (!Ids.isPlain(id)) {
            throw Refusal.notFound("member");
        }
        Person other = log.find(() -> directory.read(id, caller.getName()))
                .orElseThrow(() -> Refusal.notFound("member"));
        blockMember.block(caller.getName(), other.id());
    }

    /** Takes it back, also where nobody is blocked. */
    @Refuses("changed-meanwhile")
    @DeleteMapping("/api/members/{id}/block")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unblockMember(Principal caller, @PathVariable String id) {
        blockMember.unblock(caller.getName(), id);
    }

    /**
     * Whom the caller has blocked, in the order of their names; nobody else may know.
     *
     * @param limit 1 to 100 members
     */
    @GetMapping("/api/members/me/blocks")
    BlockedPage listBlocked(Principal caller, Listing listing,
            @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        List<Person> found = directory.blocked(caller.getName(), listing.after(), Listing.toRead(limit));
        Instant now = clock.instant();
        var page = listing.page(found, limit, last -> new Cursor(last.registeredAt(), last.id()))
                .map(it -> Member.of(it, now));
        return new BlockedPage(page.items(), page.next());
    }
}
