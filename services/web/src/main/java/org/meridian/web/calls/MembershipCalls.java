package org.meridian.web.calls;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.http.edge.ClientAddresses;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PatchExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** The membership service. {@code caller} is the Authorization header, as {@code Visit.caller()} has it. */
@HttpExchange("/api")
public interface MembershipCalls {

    record SignUp(String email, String displayName, String timeZone, @Nullable String profession,
            @Nullable String organisation, List<String> expertise) {

        /** What is left for later may be missing. */
        public SignUp(String email, String displayName, String timeZone) {
            this(email, displayName, timeZone, null, null, List.of());
        }
    }

    record SignIn(String email) {}

    /** @param attempt to be sent with the code that is mailed */
    record Asked(String attempt) {}

    /** @param renewable whether the access token is to be short */
    record Token(String token, boolean renewable) {}

    record Code(String attempt, String code, boolean renewable) {}

    record ByIssuer(String issuer, String idToken, String nonce, boolean renewable) {}

    record IssuerProof(String idToken, String nonce) {}

    record Renewal(String refreshToken) {}

    /** What a mail about an address has. */
    record Mailed(String token) {}

    /** @param done whether the address has changed; else the other side has to say so too */
    record Proved(boolean done) {}

    record Reason(String reason) {}

    /** @param id of the request, or where the state is {@code pending} of the wish that is on its way to the group's home */
    record Decision(String id, String state) {

        public boolean isOnItsWay() {
            return state.equals("pending");
        }
    }

    record NewRole(String role, @Nullable Integer version) {}

    record Removal(@Nullable String reason, @Nullable Instant banUntil, @Nullable Integer version) {}

    record NewRegistration(String register, String checkedOn, String validUntil, @Nullable Integer version) {}

    record Application(List<String> answers, @Nullable String note) {}

    record Change(String displayName, String profession, String organisation, String practiceArea,
            List<String> expertise, List<String> languages, String pronouns, List<Person.Hours> workingHours,
            Map<String, String> visibility, String timeZone) {}

    /**
     * What is null stays.
     *
     * @param version of the group as it was read
     */
    record CharterChange(@Nullable String name, @Nullable String purpose, @Nullable String rules,
            @Nullable List<String> questions, @Nullable List<String> approvedDomains, @Nullable String visibility,
            @Nullable String joining, @Nullable String mail, @Nullable String state,
            @Nullable List<String> registers, @Nullable String registrationNeed, @Nullable String editing,
            String version) {

        /** Only whether it is closed. */
        public static CharterChange of(String state, String version) {
            return new CharterChange(null, null, null, null, null, null, null, null, state, null, null, null, version);
        }
    }

    /** @param email to whom it is mailed; null for nobody */
    record NewInvitation(Instant expiresAt, int uses, @Nullable String role, @Nullable String email) {}

    record Effects(List<Effect> effects) {}

    /** @param sentence what a change does to people */
    record Effect(String field, String what, @Nullable Integer people, String sentence) {}

    /** @param language its tag */
    record Language(String language) {}

    /** @param client for whom it is asked, as the node's own parts vouch for it; null where nobody does */
    @PostExchange("/members")
    Asked signUp(@RequestHeader(name = ClientAddresses.VOUCHED, required = false) @Nullable String client,
            @RequestBody SignUp visitor);

    @PostExchange("/sign-in")
    Asked signIn(@RequestHeader(ClientAddresses.VOUCHED) String client, @RequestBody SignIn visitor);

    @PostExchange("/sessions")
    Session open(@RequestHeader(name = ClientAddresses.VOUCHED, required = false) @Nullable String client,
            @RequestHeader(name = HttpHeaders.USER_AGENT, required = false) @Nullable String browser,
            @RequestBody Token token);

    /** @param browser as it calls itself, for the list of sessions */
    @PostExchange("/sessions")
    Session open(@RequestHeader(ClientAddresses.VOUCHED) String client,
            @RequestHeader(name = HttpHeaders.USER_AGENT, required = false) @Nullable String browser,
            @RequestBody Code code);

    @PostExchange("/sessions")
    Session open(@RequestHeader(name = HttpHeaders.USER_AGENT, required = false) @Nullable String browser,
            @RequestBody ByIssuer said);

    @GetExchange("/members/me/issuers")
    Items<Linked> linkedIssuers(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller);

    @PutExchange("/members/me/issuers/{id}")
    void linkIssuer(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestBody IssuerProof proof);

    @DeleteExchange("/members/me/issuers/{id}")
    void unlinkIssuer(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    @PostExchange("/sessions/current/renewal")
    Session renew(@RequestBody Renewal renewal);

    @GetExchange("/sessions")
    Items<Place> sessions(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    /** @param id {@code current} and {@code others}, too */
    @DeleteExchange("/sessions/{id}")
    void endSession(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    @GetExchange("/members/me")
    Me me(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller);

    @PatchExchange("/members/me")
    Me change(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @RequestBody Change change);

    @PatchExchange("/members/me")
    Me change(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @RequestBody Language language);

    /** In the order of their names. */
    @GetExchange("/members")
    Items<Person> people(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @RequestParam String q,
            @RequestParam String country, @RequestParam String expertise, @RequestParam String language,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    @GetExchange("/members/{id}")
    Person person(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    @PutExchange("/members/{id}/block")
    void block(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    @DeleteExchange("/members/{id}/block")
    void unblock(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    /** In the order of their names. */
    @GetExchange("/members/me/blocks")
    Items<Person> blocked(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    @GetExchange("/members/me/email")
    Addresses addresses(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller);

    @PostExchange("/members/me/email")
    void changeEmail(@RequestHeader(ClientAddresses.VOUCHED) String client,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @RequestBody SignIn address);

    @PostExchange("/members/me/second-email")
    void giveSecondEmail(@RequestHeader(ClientAddresses.VOUCHED) String client,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @RequestBody SignIn address);

    @DeleteExchange("/members/me/second-email")
    void deleteSecondEmail(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller);

    @PostExchange("/address-proofs")
    Proved proveAddress(@RequestBody Mailed mailed);

    @GetExchange("/groups")
    Items<Group> groups(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @RequestParam String q,
            @RequestParam boolean mine, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    /** @param key the same for a form that is sent twice */
    @PostExchange("/groups")
    Group found(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @RequestHeader("Idempotency-Key") String key,
            @RequestBody Charter charter);

    @GetExchange("/groups/{id}")
    Group group(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    @PatchExchange("/groups/{id}")
    Group changeCharter(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestBody CharterChange change);

    /** What the same would do. */
    @PatchExchange("/groups/{id}?preview=true")
    Effects previewCharter(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestBody CharterChange change);

    @PostExchange("/groups/{id}/join-requests")
    JoinRequest ask(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key, @RequestBody Application application);

    @PostExchange("/groups/{id}/invitations")
    Invitation invite(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key, @RequestBody NewInvitation invitation);

    /** The newest first; for moderators. */
    @GetExchange("/groups/{id}/invitations")
    Items<Invitation> invitations(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    @DeleteExchange("/groups/{id}/invitations/{invitationId}")
    void endInvitation(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @PathVariable String invitationId);

    @GetExchange("/invitations/{token}")
    Invitation.Face invitation(@PathVariable String token);

    @PostExchange("/invitations/{token}/acceptance")
    JoinRequest acceptInvitation(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String token);

    @GetExchange("/join-requests?mine=true")
    Items<JoinRequest> myRequests(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    @GetExchange("/join-requests/{id}")
    JoinRequest request(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    /** Oldest first; for moderators. */
    @GetExchange("/groups/{id}/join-requests")
    Items<JoinRequest> requests(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestParam String state, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @PostExchange("/join-requests/{id}/approval")
    Decision approve(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    @PostExchange("/join-requests/{id}/refusal")
    Decision refuse(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestBody Reason reason);

    @DeleteExchange("/join-requests/{id}")
    void withdrawRequest(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    @GetExchange("/groups/{id}/members")
    Items<Participant> members(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    @PostExchange("/groups/{id}/members/me")
    void accept(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    @GetExchange("/groups/{id}/members/{memberId}")
    Participant member(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @PathVariable String memberId);

    @PutExchange("/groups/{id}/members/{memberId}/role")
    MembershipChange changeRole(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @PathVariable String memberId, @RequestBody NewRole role);

    @DeleteExchange("/groups/{id}/members/{memberId}")
    MembershipChange remove(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @PathVariable String memberId, @RequestBody Removal removal);

    /** All of them on one page, by id. */
    @GetExchange("/registers")
    Items<Register> registers(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller);

    @PutExchange("/groups/{id}/members/{memberId}/registration")
    MembershipChange changeRegistration(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller,
            @PathVariable String id,
            @PathVariable String memberId, @RequestBody NewRegistration registration);

    @DeleteExchange("/groups/{id}/members/{memberId}/registration")
    MembershipChange endRegistration(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @PathVariable String memberId);

    /** The oldest first; for moderators. */
    @GetExchange("/groups/{id}/bans")
    Items<Ban> bans(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    @DeleteExchange("/groups/{id}/bans/{memberId}")
    MembershipChange liftBan(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @PathVariable String memberId);

    /** For operators; the newest first. */
    @GetExchange("/suspensions")
    Items<Suspension> suspensions(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    /** For operators. */
    @PutExchange("/members/{id}/suspension")
    void suspend(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestBody Reason reason);

    /** For operators. */
    @DeleteExchange("/members/{id}/suspension")
    void liftSuspension(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    /** The newest first. */
    @GetExchange("/groups/{id}/audit-log")
    Items<AuditEntry> auditLog(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    @GetExchange("/wishes/{id}")
    MembershipChange wish(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    @DeleteExchange("/groups/{id}/members/me")
    void leave(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);
}
