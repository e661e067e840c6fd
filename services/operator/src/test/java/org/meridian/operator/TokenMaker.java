package org.meridian.operator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes the tokens of a node's members, and serves the key to verify them by, as its membership service does. */
final class TokenMaker implements AutoCloseable {

    private final RSAKey key;
    private final HttpServer server;
    private final List<String> ended = new CopyOnWriteArrayList<>();

    TokenMaker() throws JOSEException, IOException {
        key = new RSAKeyGenerator(2048).keyID("test").generate();
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.createContext("/.well-known/ended-sessions", exchange -> {
            byte[] said = "{\"asOf\":\"%s\",\"items\":[%s]}".formatted(Instant.now(), String.join(",", ended))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        server.start();
    }

    void ends(String session) {
        ended.add("{\"id\":\"%s\",\"until\":\"%s\"}".formatted(session, Instant.now().plus(Duration.ofHours(1))));
    }

    String keysUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json";
    }

    String token(String... roles) throws JOSEException {
        return ofSession("uk-a-session", roles);
    }

    String ofSession(String session, String... roles) throws JOSEException {
        var claims = new JWTClaimsSet.Builder().issuer("urn:meridian:uk").audience("meridian-uk").subject("uk-someone")
                .issueTime(new Date()).expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))))
                .claim("roles", List.of(roles)).claim("sid", session).build();
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
