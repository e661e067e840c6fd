package org.meridian.web.calls;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import org.meridian.eventlog.decision.Refusal;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/** Files of replays, passed on as they come and as fast as they are taken: they may be larger than this process's memory. */
@Component
public final class ReplayFiles {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT).build();
    private final String url;

    ReplayFiles(Calls calls) {
        this.url = calls.url("replay");
    }

    /**
     * Opens a file.
     *
     * @param caller the Authorization header
     * @throws Refusal for one that is not there, and while the service does not answer
     */
    public Flux<DataBuffer> open(String caller, String replay, String name) {
        URI file = UriComponentsBuilder.fromUriString(url + "/api/replays/{id}/files/{name}").encode()
                .buildAndExpand(replay, name).toUri();
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer = ask(HttpRequest.newBuilder(file).timeout(TIMEOUT)
                .header(HttpHeaders.AUTHORIZATION, caller).build());
        Flux<DataBuffer> bytes = JdkFlowAdapter.flowPublisherToFlux(answer.body()).flatMapIterable(it -> it)
                .map(DefaultDataBufferFactory.sharedInstance::wrap);
        if (answer.statusCode() != 200) {
            bytes.subscribe().dispose(); // lets the connection go
            throw Refusal.notFound("file");
        }
        return bytes;
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> ask(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofPublisher());
        } catch (IOException e) {
            throw Refusal.unavailable("unavailable",
                    "A part of this node does not answer at the moment. Try again in a minute; nothing was lost.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
