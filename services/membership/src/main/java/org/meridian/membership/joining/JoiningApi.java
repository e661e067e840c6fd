package org.meridian.membership.joining;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.Cursor;
import org.meridian.http.Fields;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.meridian.membership.groups.Groups;
import org.meridian.membership.joining.JoinDecider.Application;
import org.meridian.membership.joining.JoinRequest.Asked;
import org.meridian.membership.joining.JoinRequest.State;
import org.meridian.schemas.Limits;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Join requests over HTTP. Lengths are in characters. */
@RestController
class JoiningApi {

    record NewJoinRequest(@Nullable List<@Nullable String> answers, @Nullable String note) {}

    record NewRefusal(@Schema(requiredMode = REQUIRED) @Nullable String reason) {}

    /**
     * A request to join.
     *
     * @param ageSeconds how long it has waited, or waited until it was decided or withdrawn
     * @param reason     why it was refused, once that has arrived
     */
    record JoinRequestView(String id, @Schema(implementation = State.class) String state, String groupId,
            @Nullable String group, String memberId,
            @Nullable String displayName,
            @Nullable String note, List<String> answers, Instant requestedAt, long ageSeconds,
            @Nullable Instant decidedAt, @Nullable String reason) {

        static JoinRequestView of(JoinRequest request, Instant now) {
            return switch (request) {
                case JoinRequest.Pending pending -> of(request, now, null, null);
                case JoinRequest.Granted(var asked, var at) -> of(request, at, at, null);
                case JoinRequest.Refused(var asked, var at, var reason) -> of(request, at, at, reason);
                case JoinRequest.Withdrawn(var asked, var at) -> of(request, at, null, null);
            };
        }

        private static JoinRequestView of(JoinRequest request, Instant until, @Nullable Instant decidedAt,
                @Nullable String reason) {
            Asked asked = request.asked();
            return new JoinRequestView(asked.id(), Fields.apiName(request.state()), asked.groupId(), asked.groupName(),
                    asked.memberId(),
                    asked.displayName(), asked.note(), asked.answers(), asked.at(),
                    Math.max(0, Duration.between(asked.at(), until).toSeconds()), decidedAt, reason);
        }
    }

    record JoinRequestPage(List<JoinRequestView> items, @Nullable String next) {}

    private final Groups groups;
    private final Requests requests;
    private final ReadRequest read;
    private final AskToJoin askToJoin;
    private final WithdrawRequest withdrawRequest;
    private final DecideRequest decideRequest;
    private final HomeDecisions homeDecisions;
    private final Clock clock;

    JoiningApi(Groups groups, Requests requests, ReadRequest read, AskToJoin askToJoin,
            WithdrawRequest withdrawRequest, DecideRequest decideRequest, HomeDecisions homeDecisions, Clock clock) {
        this.groups = groups;
        this.requests = requests;
        this.read = read;
        this.askToJoin = askToJoin;
        this.withdrawRequest = withdrawRequest;
        this.decideRequest = decideRequest;
        this.homeDecisions = homeDecisions;
        this.clock = clock;
    }

    /** Asks to join a group; where nobody has to decide, that is granted. */
    @Refuses({"not-found", "by-invitation-only", "asked-already", "already-a-member", "changed-meanwhile"})
    @PostMapping("/api/groups/{groupId}/join-requests")
    @ResponseStatus(HttpStatus.ACCEPTED)
    JoinRequestView askToJoin(Principal caller, @PathVariable String groupId,
            @RequestBody(required = false) @Nullable NewJoinRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        String id = askToJoin.ask(groupId, caller.getName(), checked(request), key);
        homeDecisions.onJoining(groupId, id);
        return view(read.own(id, caller.getName()));
    }

    /** One request, for who has made it and who decides it. */
    @Refuses("not-found")
    @GetMapping("/api/join-requests/{id}")
    JoinRequestView readJoinRequest(Principal caller, @PathVariable String id) {
        return view(read.readable(id, caller.getName()));
    }

    /**
     * What the caller has asked for.
     *
     * @param mine  true, since nobody reads all others'
     * @param limit 1 to 100 requests, newest first
     */
    @GetMapping("/api/join-requests")
    JoinRequestPage listOwnJoinRequests(Principal caller, @RequestParam boolean mine, Listing listing,
            @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        if (!mine) {
            throw Refusal.fields(List.of(new Refusal.FieldError("mine", "Only one's own are listed: mine=true.")));
        }
        List<JoinRequest> found = requests.madeBy(caller.getName(), listing.after(), Listing.toRead(limit));
        return page(listing, found, limit);
    }

    /** Takes the caller's own request back. */
    @Refuses({"not-found", "already-decided", "changed-meanwhile"})
    @DeleteMapping("/api/join-requests/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdrawJoinRequest(Principal caller, @PathVariable String id) {
        withdrawRequest.withdraw(id, caller.getName());
    }

    /**
     * A group's requests, for its moderators.
     *
     * @param limit 1 to 100 requests, oldest first
     */
    @Refuses({"not-found", "moderators-only"})
    @GetMapping("/api/groups/{groupId}/join-requests")
    JoinRequestPage listJoinRequests(Principal caller, @PathVariable String groupId,
            @Parameter(schema = @Schema(implementation = State.class)) @RequestParam(defaultValue = "pending") String state,
            Listing listing, @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        Fields fields = new Fields();
        State wanted = fields.choice("state", state, State.class);
        fields.check();
        groups.ofModerator(groupId, caller.getName());
        List<JoinRequest> found = requests.list(groupId, wanted, listing.after(), Listing.toRead(limit));
        return page(listing, found, limit);
    }

    /** Lets in who has asked; for the group's moderators, at its home. */
    @Refuses({"not-found", "moderators-only", "at-its-home-only", "already-decided", "banned", "changed-meanwhile"})
    @PostMapping("/api/join-requests/{id}/approval")
    JoinRequestView approveJoinRequest(Principal caller, @PathVariable String id) {
        decideRequest.approve(id, caller.getName());
        return readJoinRequest(caller, id);
    }

    /** Refuses a request, with a reason; for the group's moderators, at its home. */
    @Refuses({"not-found", "moderators-only", "at-its-home-only", "already-decided", "changed-meanwhile"})
    @PostMapping("/api/join-requests/{id}/refusal")
    JoinRequestView refuseJoinRequest(Principal caller, @PathVariable String id, @RequestBody NewRefusal request) {
        Fields fields = new Fields();
        String reason = fields.text("reason", request.reason(), Limits.REASON);
        fields.check();
        decideRequest.refuse(id, caller.getName(), reason);
        return readJoinRequest(caller, id);
    }

    private JoinRequestPage page(Listing listing, List<JoinRequest> found, int limit) {
        var page = listing.page(found, limit, last -> new Cursor(last.asked().at(), last.asked().id())).map(this::view);
        return new JoinRequestPage(page.items(), page.next());
    }

    private JoinRequestView view(JoinRequest request) {
        return JoinRequestView.of(request, clock.instant());
    }

    private static Application checked(@Nullable NewJoinRequest request) {
        if (request == null) {
            return new Application(null, List.of());
        }
        Fields fields = new Fields();
        var application = new Application(fields.optionalText("note", request.note(), Limits.NOTE),
                fields.texts("answers", request.answers(), Limits.QUESTIONS, Limits.NOTE));
        fields.check();
        return application;
    }
}
