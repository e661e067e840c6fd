package org.meridian.web.issuers;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.meridian.process.settings.IssuerSettings;
import org.meridian.web.settings.WebSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes browsers to an issuer and gets what they bring back exchanged: OpenID Connect's authorization code flow, always with PKCE
 * (RFC 7636). Whose an ID token is, the membership service says.
 */
@Component
final class IssuerClient {

    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(5).toMillis();
    private static final Logger LOG = LoggerFactory.getLogger(IssuerClient.class);

    /** An issuer does not answer, or not as one. */
    static final class Away extends Exception {

        private static final long serialVersionUID = 1L;

        Away(Throwable cause) {
            super(cause);
        }
    }

    private final IssuerSettings settings;
    private final String publicUrl;
    private final Map<String, OIDCProviderMetadata> known = new ConcurrentHashMap<>();

    IssuerClient(IssuerSettings settings, WebSettings web) {
        this.settings = settings;
        this.publicUrl = web.publicUrl();
    }

    boolean has(String id) {
        return settings.issuers().containsKey(id);
    }

    /** Where a browser goes on. */
    URI begin(Round round) throws Away {
        return new AuthenticationRequest.Builder(ResponseType.CODE, new Scope("openid"), client(round), back(round))
                .endpointURI(metadata(round).getAuthorizationEndpointURI()).state(round.state()).nonce(round.nonce())
                .codeChallenge(round.verifier(), CodeChallengeMethod.S256).build().toURI();
    }

    /**
     * The ID token for the code that a browser has brought back.
     *
     * @param answer the address with its query
     * @throws ParseException where there is none to have for it
     */
    String finish(Round round, URI answer) throws Away, ParseException {
        AuthenticationSuccessResponse success = success(round, answer);
        AuthorizationCode code = success.getAuthorizationCode();
        if (code == null) {
            throw new ParseException("no code");
        }
        var grant = new AuthorizationCodeGrant(code, back(round), round.verifier());
        URI endpoint = metadata(round).getTokenEndpointURI();
        String secret = issuer(round).secret();
        TokenRequest request = secret.isEmpty()
                ? new TokenRequest.Builder(endpoint, client(round), grant).build()
                : new TokenRequest.Builder(endpoint, new ClientSecretBasic(client(round), new Secret(secret)), grant)
                        .build();
        return idToken(round, request.toHTTPRequest());
    }

    /** Of an issuer other than the one that was asked nothing is believed, whatever is in its answer (RFC 9207). */
    private AuthenticationSuccessResponse success(Round round, URI answer) throws ParseException {
        var parsed = AuthenticationResponseParser.parse(answer);
        boolean isOthers = parsed.getIssuer() != null && !parsed.getIssuer().getValue().equals(issuer(round).url());
        if (!round.state().equals(parsed.getState()) || isOthers || !parsed.indicatesSuccess()) {
            throw new ParseException("not what was asked for");
        }
        return parsed.toSuccessResponse();
    }

    private String idToken(Round round, HTTPRequest request) throws Away, ParseException {
        request.setConnectTimeout(TIMEOUT_MILLIS);
        request.setReadTimeout(TIMEOUT_MILLIS);
        request.setFollowRedirects(false);
        try {
            TokenResponse response = OIDCTokenResponseParser.parse(request.send());
            if (!response.indicatesSuccess()) {
                LOG.warn("The issuer {} gives no token: {}", round.issuer(),
                        response.toErrorResponse().getErrorObject().getCode());
                throw new ParseException("refused");
            }
            return ((OIDCTokenResponse) response.toSuccessResponse()).getOIDCTokens().getIDTokenString();
        } catch (IOException e) {
            throw new Away(e);
        }
    }

    private OIDCProviderMetadata metadata(Round round) throws Away {
        OIDCProviderMetadata found = known.get(round.issuer());
        if (found != null) {
            return found;
        }
        try {
            OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(new Issuer(issuer(round).url()),
                    TIMEOUT_MILLIS, TIMEOUT_MILLIS);
            known.put(round.issuer(), metadata);
            return metadata;
        } catch (IOException | GeneralException e) {
            LOG.warn("The issuer {} does not say what it can: {}", round.issuer(), e.getMessage());
            throw new Away(e);
        }
    }

    private IssuerSettings.Issuer issuer(Round round) {
        IssuerSettings.Issuer issuer = settings.issuers().get(round.issuer());
        if (issuer == null) {
            throw new IllegalStateException(round.issuer() + " is not configured any more");
        }
        return issuer;
    }

    private ClientID client(Round round) {
        return new ClientID(issuer(round).clientId());
    }

    private URI back(Round round) {
        return URI.create(publicUrl + "/sign-in/back/" + round.issuer());
    }
}
