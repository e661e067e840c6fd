package org.meridian.membership.signup;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.Fields;
import org.meridian.http.Refuses;
import org.meridian.http.edge.ClientAddresses;
import org.meridian.membership.issuers.IssuerLinks;
import org.meridian.membership.people.ProfileFields;
import org.meridian.membership.signup.GrantTokens.Granted;
import org.meridian.membership.signup.OpenSession.Proved;
import org.meridian.membership.signup.SignInLinks.Visitor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing up and in over HTTP. Neither the answer nor its time tells whether an address is known. */
@RestController
class SignupApi {

    private static final int TOKEN = 200;
    private static final int ATTEMPT = 100;

    record SignUp(@Schema(requiredMode = REQUIRED) @Nullable String email,
            @Schema(requiredMode = REQUIRED) @Nullable String displayName,
            @Schema(requiredMode = REQUIRED) @Nullable String timeZone,
            @Nullable String profession, @Nullable String organisation, @Nullable List<@Nullable String> expertise) {}

    record SignIn(@Schema(requiredMode = REQUIRED) @Nullable String email) {}

    /**
     * A mail is on its way, whoever has that address.
     *
     * @param attempt to be sent with the code that is mailed; it says nothing of the address
     */
    record Accepted(String attempt, String detail) {}

    /**
     * The token of a mailed link; or a mailed code with the attempt that it belongs to; or an ID token of an issuer, and the nonce that
     * it was asked with.
     *
     * @param renewable whether access tokens are to be short, and renewed with a refresh token; not so when it is left out
     */
    record NewSession(@Nullable String token, @Nullable String attempt, @Nullable String code,
            @Nullable String issuer, @Nullable String idToken, @Nullable String nonce, @Nullable Boolean renewable) {}

    private static final String ACCEPTED = "A mail with a link and a code is on its way, if the address is right."
            + " Either works once, within 15 minutes.";

    private final SignInLinks links;
    private final OpenSession openSession;
    private final AccessTokens tokens;
    private final GrantTokens grants;
    private final SignInLimits limits;
    private final IssuerLinks issuers;
    private final ClientAddresses clients;

    SignupApi(SignInLinks links, OpenSession openSession, AccessTokens tokens, GrantTokens grants, SignInLimits limits,
            IssuerLinks issuers, ClientAddresses clients) {
        this.issuers = issuers;
        this.grants = grants;
        this.limits = limits;
        this.clients = clients;
        this.links = links;
        this.openSession = openSession;
        this.tokens = tokens;
    }

    /** Signs up: mails a link and a code. The answer is the same for every address. */
    @PostMapping("/api/members")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Refuses("too-many-mails")
    Accepted signUp(@RequestBody SignUp request, ServerHttpRequest from) {
        Fields fields = new Fields();
        String email = EmailAddress.checked(fields, request.email());
        var visitor = new Visitor(ProfileFields.displayName(fields, request.displayName()),
                fields.timeZone("timeZone", request.timeZone()),
                ProfileFields.profession(fields, request.profession()),
                ProfileFields.organisation(fields, request.organisation()),
                ProfileFields.expertise(fields, request.expertise()));
        fields.check();
        return ask(email, visitor, from);
    }

    /** Signs in: mails a link and a code. The answer is the same for every address. */
    @PostMapping("/api/sign-in")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Refuses("too-many-mails")
    Accepted signIn(@RequestBody SignIn request, ServerHttpRequest from) {
        Fields fields = new Fields();
        String email = EmailAddress.checked(fields, request.email());
        fields.check();
        return ask(email, null, from);
    }

    private Accepted ask(String email, @Nullable Visitor visitor, ServerHttpRequest from) {
        limits.ask(clients.siteOf(from), email, visitor != null);
        return new Accepted(links.ask(email, visitor), ACCEPTED);
    }

    /** Opens a session with what was mailed, or with what an issuer says that the member has linked. */
    @Refuses({"link-not-valid", "code-wrong", "code-not-valid", "too-many-codes", "id-token-not-valid",
            "issuer-not-linked", "issuer-away", "suspended"})
    @PostMapping("/api/sessions")
    Granted openSession(@RequestBody NewSession request, ServerHttpRequest from) {
        Device device = Device.of(from.getHeaders().getFirst(HttpHeaders.USER_AGENT));
        boolean isRenewable = Boolean.TRUE.equals(request.renewable());
        if (request.issuer() != null) {
            return grants.beginByIssuer(issuers.member(request.issuer(), request.idToken(), request.nonce()), device,
                    isRenewable);
        }
        InetAddress network = clients.siteOf(from);
        Proved proved = request.attempt() == null && request.code() == null
                ? byToken(request)
                : byCode(request, network);
        limits.proved(network, proved.email());
        return grants.begin(proved.memberId(), device, isRenewable);
    }

    private Proved byToken(NewSession request) {
        Fields fields = new Fields();
        String token = fields.text("token", request.token(), TOKEN);
        fields.check();
        return openSession.open(token);
    }

    private Proved byCode(NewSession request, InetAddress network) {
        Fields fields = new Fields();
        if (request.token() != null) {
            fields.reject("token", "Give either a token, or an attempt and a code.");
        }
        String attempt = fields.text("attempt", request.attempt(), ATTEMPT);
        String code = SignInCodes.checked(fields, request.code());
        fields.check();
        limits.guess(network);
        try {
            return openSession.open(attempt, code);
        } catch (Refusal refusal) {
            if (refusal.type().equals("code-wrong")) {
                limits.guessedWrong(network);
            }
            throw refusal;
        }
    }

    /** The public keys that access tokens are signed with (RFC 7517). */
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
    @GetMapping("/.well-known/jwks.json")
    Map<String, Object> readKeys() {
        return tokens.jwks();
    }
}
