package org.meridian.web.page;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.HandlerResultHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Writes what a handler answers with. */
@Component
final class AnswerWriter implements HandlerResultHandler, Ordered {

    private static final MediaType TYPE = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public boolean supports(HandlerResult result) {
        return result.getReturnValue() instanceof Answer;
    }

    @Override
    public Mono<Void> handleResult(ServerWebExchange exchange, HandlerResult result) {
        return switch (result.getReturnValue()) {
            case Html page -> write(exchange.getResponse(), page);
            case Download file -> write(exchange.getResponse(), file);
            case Redirect elsewhere -> goTo(exchange.getResponse(), elsewhere);
            case null, default -> Mono.error(new IllegalStateException("This is no answer"));
        };
    }

    private static Mono<Void> goTo(ServerHttpResponse response, Redirect elsewhere) {
        response.setStatusCode(HttpStatus.SEE_OTHER);
        response.getHeaders().setLocation(URI.create(elsewhere.path()));
        return response.setComplete();
    }

    static Mono<Void> write(ServerHttpResponse response, Html page) {
        byte[] bytes = bytes(page);
        response.setStatusCode(page.status());
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(TYPE);
        headers.setContentLength(bytes.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(bytes)));
    }

    private static Mono<Void> write(ServerHttpResponse response, Download file) {
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(MediaType.APPLICATION_OCTET_STREAM);
        headers.setContentDisposition(ContentDisposition.attachment().filename(file.name()).build());
        return response.writeWith(file.bytes());
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
