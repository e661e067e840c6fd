package org.meridian.membership.issuers;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Schema;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.Fields;
import org.meridian.http.Refuses;
import org.meridian.http.sessions.EndedSessions;
import org.meridian.process.settings.IssuerSettings;
import org.meridian.process.settings.IssuerSettings.Issuer;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Issuers of OpenID Connect by which members of this node may sign in, and the caller's own at them. */
@RestController
class IssuersApi {

    /**
     * An issuer.
     *
     * @param id       as calls name it
     * @param issuer   its address, where it says what it can (OpenID Connect Discovery 1.0)
     * @param clientId as which it knows this node
     */
    record SignInIssuer(String id, String name, String issuer, String clientId) {}

    record SignInIssuers(List<SignInIssuer> items, @Nullable String next) {}

    /** An issuer at which the caller has an account that signs in here. */
    record LinkedIssuer(String id, String name, Instant linkedAt) {}

    record LinkedIssuers(List<LinkedIssuer> items, @Nullable String next) {}

    /** @param nonce that the issuer was asked with */
    record IssuerProof(@Schema(requiredMode = REQUIRED) @Nullable String idToken,
            @Schema(requiredMode = REQUIRED) @Nullable String nonce) {}

    private final IssuerSettings settings;
    private final IssuerLinks links;

    IssuersApi(IssuerSettings settings, IssuerLinks links) {
        this.settings = settings;
        this.links = links;
    }

    /** By which issuers one can sign in here, beside mail. */
    @GetMapping("/api/sign-in/issuers")
    SignInIssuers listIssuers() {
        return new SignInIssuers(byId().map(it -> new SignInIssuer(it.getKey(), it.getValue().name(),
                it.getValue().url(), it.getValue().clientId())).toList(), null);
    }

    /** Those that the caller has linked. */
    @GetMapping("/api/members/me/issuers")
    LinkedIssuers listLinkedIssuers(Principal caller) {
        Map<String, Instant> linked = links.of(caller.getName());
        return new LinkedIssuers(byId().flatMap(it -> Optional.ofNullable(linked.get(it.getValue().url()))
                .map(at -> new LinkedIssuer(it.getKey(), it.getValue().name(), at)).stream()).toList(), null);
    }

    /** Links the caller's account at an issuer; within an hour of signing in by mail. */
    @Refuses({"not-found", "sign-in-again", "id-token-not-valid", "issuer-linked", "issuer-away"})
    @PutMapping("/api/members/me/issuers/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void linkIssuer(JwtAuthenticationToken caller, @PathVariable String id, @RequestBody IssuerProof request) {
        Fields fields = new Fields();
        String idToken = fields.text("idToken", request.idToken(), IdTokens.TOKEN);
        String nonce = fields.text("nonce", request.nonce(), IdTokens.NONCE);
        fields.check();
        issuer(id);
        links.link(caller.getName(), caller.getToken().getClaimAsString(EndedSessions.SID), id, idToken, nonce);
    }

    /** Takes it away again; the mailed link stays. */
    @Refuses("not-found")
    @DeleteMapping("/api/members/me/issuers/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unlinkIssuer(Principal caller, @PathVariable String id) {
        if (!links.unlink(caller.getName(), issuer(id).url())) {
            throw Refusal.notFound("link");
        }
    }

    private Issuer issuer(String id) {
        Issuer issuer = settings.issuers().get(id);
        if (issuer == null) {
            throw Refusal.notFound("issuer");
        }
        return issuer;
    }

    private Stream<Map.Entry<String, Issuer>> byId() {
        return settings.issuers().entrySet().stream().sorted(Map.Entry.comparingByKey());
    }
}
