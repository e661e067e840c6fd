package org.meridian.web.page;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.HandlerResultHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers with what a handler returned as {@link Html}. */
@Component
final class HtmlWriter implements HandlerResultHandler, Ordered {

    private static final MediaType TYPE = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public boolean supports(HandlerResult result) {
        return result.getReturnType().resolve() == Html.class;
    }

    @Override
    public Mono<Void> handleResult(ServerWebExchange exchange, HandlerResult result) {
        return result.getReturnValue() instanceof Html page
                ? write(exchange.getResponse(), page)
                : Mono.error(new IllegalStateException("A handler returned no page"));
    }

    static Mono<Void> write(ServerHttpResponse response, Html page) {
        byte[] bytes = bytes(page);
        response.setStatusCode(page.status());
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(TYPE);
        headers.setContentLength(bytes.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(bytes)));
    }

    private static byte[] bytes(Html page) {
        var output = new Utf8ByteOutput();
        page.template().render(new OwaspHtmlTemplateOutput(output));
        var bytes = new ByteArrayOutputStream(output.getContentLength());
        try {
            output.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
