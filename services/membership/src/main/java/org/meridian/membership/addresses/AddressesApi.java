package org.meridian.membership.addresses;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Schema;
import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Account;
import org.meridian.http.Fields;
import org.meridian.http.Refuses;
import org.meridian.http.edge.ClientAddresses;
import org.meridian.membership.addresses.AddressChanges.Pending;
import org.meridian.membership.people.Members;
import org.meridian.membership.signup.EmailAddress;
import org.meridian.membership.signup.SignInLimits;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's addresses, and how they change. Whether somebody has an address is told to its own mailbox alone. */
@RestController
class AddressesApi {

    private static final int TOKEN = 200;
    private static final String MAILED = "Mails are on their way to the new address and to those that you have. Follow"
            + " the link in the new one's and in one of the others', within a day.";

    record NewAddress(@Schema(requiredMode = REQUIRED) @Nullable String email) {}

    /** Mails are on their way, whoever has that address. */
    record AddressAsked(String detail) {}

    /** What a mail has. */
    record AddressProof(@Schema(requiredMode = REQUIRED) @Nullable String token) {}

    /** @param done whether the address has changed; else the other side has to say so too */
    record AddressProved(boolean done) {}

    /**
     * The caller's addresses.
     *
     * @param second null where none was given
     * @param change that waits for somebody to follow the links; null where none does
     */
    record Addresses(String first, @Nullable String second, @Nullable AddressChange change) {}

    /**
     * A change that is not done.
     *
     * @param forSecond whether it is to be the second address
     * @param provedAtNew whether the link was followed that the new address got
     * @param provedAtKnown whether one was that an address from before got
     */
    record AddressChange(String email, boolean forSecond, boolean provedAtNew, boolean provedAtKnown,
            Instant expiresAt) {

        static @Nullable AddressChange of(@Nullable Pending pending) {
            return pending == null
                    ? null
                    : new AddressChange(EmailAddress.readable(pending.email()), pending.isSecond(),
                            pending.proved().atNew(), pending.proved().atKnown(), pending.expiresAt());
        }
    }

    private final AddressChanges changes;
    private final Members members;
    private final SignInLimits limits;
    private final ClientAddresses clients;

    AddressesApi(AddressChanges changes, Members members, SignInLimits limits, ClientAddresses clients) {
        this.changes = changes;
        this.members = members;
        this.limits = limits;
        this.clients = clients;
    }

    /** The caller's addresses, and the change that is under way. */
    @Refuses("not-found")
    @GetMapping("/api/members/me/email")
    Addresses readAddresses(Principal caller) {
        String me = caller.getName();
        return new Addresses(EmailAddress.readable(first(me)),
                changes.second(me).map(EmailAddress::readable).orElse(null), AddressChange.of(changes.pending(me)));
    }

    /** Asks for another first address: mails it and those that the caller has. The answer is the same for every address. */
    @Refuses({"not-found", "too-many-mails"})
    @PostMapping("/api/members/me/email")
    @ResponseStatus(HttpStatus.ACCEPTED)
    AddressAsked changeEmail(Principal caller, @RequestBody NewAddress request, ServerHttpRequest from) {
        return ask(caller.getName(), request, false, from);
    }

    /** Asks for a second address, which signs in and confirms as the first does: mails it and those that the caller has. */
    @Refuses({"not-found", "too-many-mails"})
    @PostMapping("/api/members/me/second-email")
    @ResponseStatus(HttpStatus.ACCEPTED)
    AddressAsked giveSecondEmail(Principal caller, @RequestBody NewAddress request, ServerHttpRequest from) {
        return ask(caller.getName(), request, true, from);
    }

    private AddressAsked ask(String me, NewAddress request, boolean isSecond, ServerHttpRequest from) {
        Fields fields = new Fields();
        String email = EmailAddress.checked(fields, request.email());
        if (email.equalsIgnoreCase(first(me))
                || isSecond && changes.second(me).filter(email::equalsIgnoreCase).isPresent()) {
            fields.reject("email", "known-address", "You have this address already; give another one.");
        }
        fields.check();
        limits.change(clients.siteOf(from), email, me);
        changes.ask(me, email, isSecond);
        return new AddressAsked(MAILED);
    }

    /** Takes the caller's second address away. */
    @Refuses("not-found")
    @DeleteMapping("/api/members/me/second-email")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteSecondEmail(Principal caller) {
        if (!changes.takeSecond(caller.getName())) {
            throw Refusal.notFound("second address");
        }
    }

    /** Says so for the mailbox that a token was mailed to; who has that need not be signed in. */
    @Refuses({"address-link-not-valid", "address-taken"})
    @PostMapping("/api/address-proofs")
    AddressProved proveAddress(@RequestBody AddressProof request) {
        Fields fields = new Fields();
        String token = fields.text("token", request.token(), TOKEN);
        fields.check();
        return new AddressProved(changes.prove(token));
    }

    private String first(String me) {
        return members.account(me).map(Account::getEmail).orElseThrow(() -> Refusal.notFound("member"));
    }
}
