package org.meridian.http;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Stops addresses whose percent-encoded bytes are no UTF-8. A decoder would put the replacement character in their place, and
 * others who read the same address may see something else: an overlong slash for one.
 */
final class Utf8Firewall implements ServerWebExchangeFirewall {

    private final ServerWebExchangeFirewall next;

    Utf8Firewall(ServerWebExchangeFirewall next) {
        this.next = next;
    }

    @Override
    public Mono<ServerWebExchange> getFirewalledExchange(ServerWebExchange exchange) {
        URI address = exchange.getRequest().getURI();
        return isUtf8(address.getRawPath()) && isUtf8(address.getRawQuery())
                ? next.getFirewalledExchange(exchange)
                : Mono.error(new ServerExchangeRejectedException("The address is no UTF-8"));
    }

    /** Most have nothing encoded. */
    static boolean isUtf8(@Nullable String encoded) {
        if (encoded == null || encoded.indexOf('%') < 0) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(encoded)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** An address that Java has read has two digits after each percent sign. */
    private static byte[] bytes(String encoded) {
        var bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) == '%') {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(encoded.charAt(i) < 128 ? encoded.charAt(i) : '?');
            }
        }
        return bytes.toByteArray();
    }
}
