package org.meridian.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

/** What becomes of an answer that has begun and does not come to its end. */
@Isolated("reads what all log")
class HangUpTest {

    private static final String PIECE = "x".repeat(100_000);

    record Thread(List<String> posts) {}

    @RestController
    static class Calls {

        @GetMapping("/long")
        Thread thread() {
            return new Thread(List.of(PIECE.repeat(300)));
        }

        /** The reader has gone when the answer begins, and nobody has told the handler yet. */
        @GetMapping("/gone")
        Mono<Thread> gone(ServerWebExchange exchange) {
            HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
            request.withConnection(connection -> connection.channel().close());
            return Mono.just(new Thread(List.of(PIECE)));
        }

        @GetMapping("/stream")
        Flux<DataBuffer> stream() {
            return Flux.generate(out -> out.next(piece()));
        }

        @GetMapping("/broken")
        Flux<DataBuffer> broken() {
            return Flux.concat(Flux.just(piece()), Flux.error(new IllegalStateException("planted")));
        }

        private static DataBuffer piece() {
            return DefaultDataBufferFactory.sharedInstance.wrap(PIECE.getBytes(StandardCharsets.UTF_8));
        }
    }

    @EnableWebFlux
    static class Web {

        final AtomicInteger finished = new AtomicInteger();

        @Bean
        @Order(-1)
        WebFilter counting() {
            return (exchange, chain) -> chain.filter(exchange).doFinally(how -> finished.incrementAndGet());
        }
    }

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Web.class,
            Calls.class, Problems.class);
    private final DisposableServer server = HttpServer.create().host("127.0.0.1").port(0)
            .handle(new ReactorHttpHandlerAdapter(WebHttpHandlerBuilder.applicationContext(context).build())).bindNow();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void close() {
        root.detachAppender(log);
        server.disposeNow();
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/gone", "/long", "/stream"})
    void aReaderWhoHangsUpInMidAnswerIsNoError(String path) throws IOException {
        int readers = 20;
        for (int i = 0; i < readers; i++) {
            try (var reader = new Socket("127.0.0.1", server.port())) {
                ask(reader, path);
                reader.getInputStream().readNBytes(1_000 * i + 1);
                reader.setSoLinger(i % 2 == 0, 0);
            }
        }

        AtomicInteger finished = context.getBean(Web.class).finished;
        assertThat(eventually(finished::get, it -> it == readers)).isEqualTo(readers);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void anAnswerThatBreaksOffIsCutAndSaysWhyInTheLog() throws IOException {
        try (var reader = new Socket("127.0.0.1", server.port())) {
            ask(reader, "/broken");

            String answer = new String(reader.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).contains("xxx").doesNotEndWith("\r\n0\r\n\r\n");
        }
        assertThat(warnings()).contains("ERROR A request failed in a way that nobody foresaw: planted");
    }

    private static void ask(Socket reader, String path) throws IOException {
        reader.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: here\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> warnings() {
        return List.copyOf(log.list).stream().filter(it -> it.getLevel().isGreaterOrEqual(Level.WARN))
                .map(it -> it.getLevel() + " " + it.getFormattedMessage()
                        + (it.getThrowableProxy() == null ? "" : ": " + it.getThrowableProxy().getMessage()))
                .toList();
    }
}
