package org.meridian.membership.joining;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Countries;
import org.meridian.community.DecisionPromise;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.Cursor;
import org.meridian.http.Fields;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.meridian.membership.groups.Groups;
import org.meridian.membership.joining.JoinDecider.Application;
import org.meridian.membership.joining.JoinRequest.Asked;
import org.meridian.membership.joining.JoinRequest.State;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Limits;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
     * @param dueAt      by when the group promises a decision: two working days of its home after it was asked; null once it is
     *                   decided or withdrawn
     * @param secondsLeft until then; negative once that has passed
     * @param reason     why it was refused, once that has arrived
     * @param beingDecided whether a moderator of this country has decided, and the group's home has not answered yet
     * @param earlier      what the same person has asked this group before, the newest first; for its moderators
     */
    record JoinRequestView(String id, @Schema(implementation = State.class) String state, String groupId,
            @Nullable String group, String memberId,
            @Nullable String displayName,
            @Nullable String note, List<String> answers, Instant requestedAt, long ageSeconds,
            @Nullable Instant dueAt, @Nullable Long secondsLeft, @Nullable Instant decidedAt, @Nullable String reason,
            boolean beingDecided,
            List<EarlierRequest> earlier) {

        static JoinRequestView of(JoinRequest request, List<JoinRequest> earlier, Instant due, Instant now) {
            List<EarlierRequest> before = earlier.stream()
                    .filter(it -> it.asked().at().isBefore(request.asked().at())).limit(EARLIER)
                    .map(EarlierRequest::of).toList();
            return switch (request) {
                case JoinRequest.Pending pending -> of(request, now, due, null, null, before);
                case JoinRequest.Granted(var asked, var at) -> of(request, at, null, at, null, before);
                case JoinRequest.Refused(var asked, var at, var reason) -> of(request, at, null, at, reason, before);
                case JoinRequest.Withdrawn(var asked, var at) -> of(request, at, null, null, null, before);
            };
        }

        /** @param due null unless it is waited for a decision */
        private static JoinRequestView of(JoinRequest request, Instant until, @Nullable Instant due,
                @Nullable Instant decidedAt,
                @Nullable String reason, List<EarlierRequest> before) {
            Asked asked = request.asked();
            return new JoinRequestView(asked.id(), Fields.apiName(request.state()), asked.groupId(), asked.groupName(),
                    asked.memberId(),
                    asked.displayName(), asked.note(), asked.answers(), asked.at(),
                    Math.max(0, Duration.between(asked.at(), until).toSeconds()), due,
                    due == null ? null : Duration.between(until, due).toSeconds(), decidedAt, reason,
                    request.state() == State.PENDING && asked.isBeingDecided(), before);
        }
    }

    /** @param reason why it was refused */
    record EarlierRequest(String id, @Schema(implementation = State.class) String state, Instant requestedAt,
            Instant closedAt, @Nullable String reason) {

        static EarlierRequest of(JoinRequest request) {
            return switch (request) {
                case JoinRequest.Pending pending -> throw new IllegalArgumentException("it is not closed");
                case JoinRequest.Granted(var same, var at) -> of(request, at, null);
                case JoinRequest.Refused(var same, var at, var reason) -> of(request, at, reason);
                case JoinRequest.Withdrawn(var same, var at) -> of(request, at, null);
            };
        }

        private static EarlierRequest of(JoinRequest request, Instant closed, @Nullable String reason) {
            return new EarlierRequest(request.asked().id(), Fields.apiName(request.state()), request.asked().at(),
                    closed, reason);
        }
    }

    /** A decision that is on its way to the group's home; {@code GET /api/wishes/{id}} has what becomes of it. */
    record DecisionWish(String id, @Schema(allowableValues = "pending") String state) {}

    record JoinRequestPage(List<JoinRequestView> items, @Nullable String next) {}

    private static final int EARLIER = 10;

    private final Groups groups;
    private final Requests requests;
    private final ReadRequest read;
    private final AskToJoin askToJoin;
    private final AcceptInvitation acceptInvitation;
    private final WithdrawRequest withdrawRequest;
    private final DecideRequest decideRequest;
    private final HomeDecisions homeDecisions;
    private final Countries countries;
    private final Clock clock;

    JoiningApi(Groups groups, Requests requests, ReadRequest read, AskToJoin askToJoin,
            AcceptInvitation acceptInvitation, WithdrawRequest withdrawRequest, DecideRequest decideRequest,
            HomeDecisions homeDecisions, Countries countries, Clock clock) {
        this.groups = groups;
        this.requests = requests;
        this.read = read;
        this.askToJoin = askToJoin;
        this.acceptInvitation = acceptInvitation;
        this.withdrawRequest = withdrawRequest;
        this.decideRequest = decideRequest;
        this.homeDecisions = homeDecisions;
        this.countries = countries;
        this.clock = clock;
    }

    /** Asks to join a group; where nobody has to decide, that is granted. */
    @Refuses({"not-found", "group-closed", "by-invitation-only", "asked-already", "already-a-member",
            "changed-meanwhile"})
    @PostMapping("/api/groups/{groupId}/join-requests")
    @ResponseStatus(HttpStatus.ACCEPTED)
    JoinRequestView askToJoin(Principal caller, @PathVariable String groupId,
            @RequestBody(required = false) @Nullable NewJoinRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        String id = askToJoin.ask(groupId, caller.getName(), checked(request), key);
        homeDecisions.onJoining(groupId, id);
        return view(read.own(id, caller.getName()), List.of());
    }

    /** Accepts an invitation; whether it holds, the group's home says, and until then the request is pending. */
    @Refuses({"not-found", "already-a-member", "too-many-acceptances", "changed-meanwhile"})
    @PostMapping("/api/invitations/{token}/acceptance")
    @ResponseStatus(HttpStatus.ACCEPTED)
    JoinRequestView acceptInvitation(Principal caller, @PathVariable String token) {
        String id = acceptInvitation.accept(token, caller.getName());
        JoinRequest request = read.own(id, caller.getName());
        homeDecisions.onJoining(request.asked().groupId(), id);
        return view(read.own(id, caller.getName()), List.of());
    }

    /** One request, for who has made it and who decides it. */
    @Refuses("not-found")
    @GetMapping("/api/join-requests/{id}")
    JoinRequestView readJoinRequest(Principal caller, @PathVariable String id) {
        JoinRequest request = read.readable(id, caller.getName());
        return views(request.asked().groupId(), List.of(request)).getFirst();
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
        return page(listing, found, limit,
                it -> it.stream().map(own -> view(own, List.of())).toList());
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
        return page(listing, found, limit, it -> views(groupId, it));
    }

    /** Lets in who has asked; for the group's moderators. From another country it is a wish, which the group's home carries out. */
    @Refuses({"not-found", "moderators-only", "group-closed", "already-decided", "banned", "changed-meanwhile"})
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = JoinRequestView.class)))
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = DecisionWish.class)))
    @PostMapping("/api/join-requests/{id}/approval")
    ResponseEntity<?> approveJoinRequest(Principal caller, @PathVariable String id) {
        return decided(caller, id, decideRequest.approve(id, caller.getName()));
    }

    /** Refuses a request, with a reason; for the group's moderators. From another country it is a wish, which the group's home carries out. */
    @Refuses({"not-found", "moderators-only", "already-decided", "changed-meanwhile"})
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = JoinRequestView.class)))
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = DecisionWish.class)))
    @PostMapping("/api/join-requests/{id}/refusal")
    ResponseEntity<?> refuseJoinRequest(Principal caller, @PathVariable String id, @RequestBody NewRefusal request) {
        Fields fields = new Fields();
        String reason = fields.text("reason", request.reason(), Limits.REASON);
        fields.check();
        return decided(caller, id, decideRequest.refuse(id, caller.getName(), reason));
    }

    private ResponseEntity<?> decided(Principal caller, String id, Optional<String> wish) {
        return wish.isPresent()
                ? ResponseEntity.accepted().body(new DecisionWish(wish.get(), "pending"))
                : ResponseEntity.ok(readJoinRequest(caller, id));
    }

    private static JoinRequestPage page(Listing listing, List<JoinRequest> found, int limit,
            Function<List<JoinRequest>, List<JoinRequestView>> views) {
        var page = listing.page(found, limit, last -> new Cursor(last.asked().at(), last.asked().id()));
        return new JoinRequestPage(views.apply(page.items()), page.next());
    }

    /** As moderators see them. */
    private List<JoinRequestView> views(String groupId, List<JoinRequest> found) {
        Map<String, List<JoinRequest>> earlier = requests.earlier(groupId,
                found.stream().map(it -> it.asked().memberId()).collect(Collectors.toSet()));
        return found.stream().map(it -> view(it, earlier.getOrDefault(it.asked().memberId(), List.of()))).toList();
    }

    private JoinRequestView view(JoinRequest request, List<JoinRequest> earlier) {
        Asked asked = request.asked();
        return JoinRequestView.of(request, earlier,
                DecisionPromise.due(asked.at(), countries.of(Ids.home(asked.groupId()))), clock.instant());
    }

    private static Application checked(@Nullable NewJoinRequest request) {
        if (request == null) {
            return Application.NOTHING;
        }
        Fields fields = new Fields();
        var application = new Application(fields.optionalText("note", request.note(), Limits.NOTE),
                fields.texts("answers", request.answers(), Limits.QUESTIONS, Limits.NOTE));
        fields.check();
        return application;
    }
}
