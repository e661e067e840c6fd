package org.meridian.http;

import java.util.List;
import org.springframework.security.web.server.header.CacheControlServerHttpHeadersWriter;
import org.springframework.security.web.server.header.ContentTypeOptionsServerHttpHeadersWriter;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter;
import org.springframework.security.web.server.header.ServerHttpHeadersWriter;
import org.springframework.security.web.server.header.StrictTransportSecurityServerHttpHeadersWriter;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter;
import org.springframework.security.web.server.header.XXssProtectionServerHttpHeadersWriter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The headers that Spring Security gives every answer, by its own writers. Each has written when it returns; Spring's own
 * composition makes a reactive chain of these and of six that write nothing.
 */
final class SecurityHeaders implements ServerHttpHeadersWriter {

    private final List<ServerHttpHeadersWriter> writers = List.of(new CacheControlServerHttpHeadersWriter(),
            new ContentTypeOptionsServerHttpHeadersWriter(), new StrictTransportSecurityServerHttpHeadersWriter(),
            new XFrameOptionsServerHttpHeadersWriter(), new XXssProtectionServerHttpHeadersWriter(),
            new ReferrerPolicyServerHttpHeadersWriter());

    @Override
    public Mono<Void> writeHttpHeaders(ServerWebExchange exchange) {
        Mono<Void> unfinished = Mono.empty();
        for (ServerHttpHeadersWriter writer : writers) {
            Mono<Void> rest = writer.writeHttpHeaders(exchange);
            unfinished = rest == Mono.<Void>empty() ? unfinished : unfinished.then(rest);
        }
        return unfinished;
    }
}
