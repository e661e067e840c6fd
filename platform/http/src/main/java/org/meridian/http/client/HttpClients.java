package org.meridian.http.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.decision.Refusal.FieldError;
import org.meridian.http.ProblemDetails;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes clients from Spring's HTTP interfaces, whose calls end: within a time, and with an answer of at most 8 MB. */
public final class HttpClients {

    private static final int MAX_BYTES = 8_000_000;
    /** A newer process may say more than this one understands. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Duration timeout;
    private final RestClient http;

    /** @param timeout from the call to the last byte of its answer */
    public HttpClients(Duration timeout) {
        this(timeout, HttpClient.newBuilder());
    }

    /** @param key what it shows to the others, and whom of them it believes */
    public HttpClients(Duration timeout, SSLContext key) {
        this(timeout, HttpClient.newBuilder().sslContext(key));
    }

    private HttpClients(Duration timeout, RestClient http) {
        this.timeout = timeout;
        this.http = http;
    }

    private HttpClients(Duration timeout, HttpClient.Builder client) {
        this.timeout = timeout;
        var requests = new JdkClientHttpRequestFactory(
                client.version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout).build());
        requests.setReadTimeout(timeout);
        this.http = RestClient.builder().requestFactory(requests).requestInterceptor(this::whole)
                .configureMessageConverters(
                        all -> all.registerDefaults().withJsonConverter(new JacksonJsonHttpMessageConverter(JSON)))
                .defaultStatusHandler(HttpStatusCode::is3xxRedirection, HttpClients::refuse).build();
    }

    /**
     * A client of one process. Where a call brings no answer, or another than was asked for, it throws a
     * {@link org.springframework.web.client.RestClientException}; {@link NoAnswer} says why.
     *
     * @param calls an interface with {@code @HttpExchange} methods
     * @param url   the process's base address, without a slash at the end
     */
    public <T> T client(Class<T> calls, String url) {
        RestClient base = http.mutate().baseUrl(url).build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(base)).build().createClient(calls);
    }

    /** The same, but what is answered with a problem (RFC 9457) is thrown as the {@link Refusal} that it tells of. */
    public HttpClients refusing() {
        return new HttpClients(timeout,
                http.mutate().defaultStatusHandler(HttpStatusCode::isError, HttpClients::throwRefusal).build());
    }

    private static void throwRefusal(HttpRequest request, ClientHttpResponse answer) throws IOException {
        Refusal refusal = refusal(answer);
        if (refusal == null) {
            throw new RestClientResponseException("no problem", answer.getStatusCode(), answer.getStatusText(),
                    answer.getHeaders(), null, null);
        }
        throw refusal;
    }

    /** Null where what was answered is no problem. */
    private static @Nullable Refusal refusal(ClientHttpResponse answer) throws IOException {
        try {
            JsonNode said = JSON.readTree(answer.getBody());
            if (said.path("status").asInt(0) != answer.getStatusCode().value()) {
                return null;
            }
            List<FieldError> errors = said.path("errors").valueStream()
                    .map(it -> new FieldError(it.path("field").asString(""), it.path("message").asString(""),
                            it.path("rule").asString(""),
                            it.path("numbers").valueStream().map(JsonNode::asInt).toList()))
                    .toList();
            if (!errors.isEmpty()) {
                return Refusal.fields(errors);
            }
            Refusal refusal = ProblemDetails.refusal(JSON.treeToValue(said, ProblemDetail.class));
            String reason = said.path(ProblemDetails.REASON).asString("");
            return reason.isEmpty() ? refusal : refusal.because(reason);
        } catch (JacksonException noProblem) {
            return null;
        }
    }

    /** A redirection is not followed: the caller's token would go to whomever it names. */
    private static void refuse(HttpRequest request, ClientHttpResponse redirection) throws IOException {
        throw new RestClientResponseException("redirected", redirection.getStatusCode(), redirection.getStatusText(),
                redirection.getHeaders(), null, null);
    }

    private ClientHttpResponse whole(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        long begun = System.nanoTime();
        try (ClientHttpResponse answer = execution.execute(request, body)) {
            byte[] bytes = answer.getBody().readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("its answer is longer than " + MAX_BYTES + " bytes");
            }
            return new Whole(answer, bytes);
        } catch (IOException e) {
            throw new IOException(System.nanoTime() - begun < timeout.toNanos()
                    ? why(NestedExceptionUtils.getMostSpecificCause(e))
                    : "it did not answer within " + timeout.toMillis() + " ms", e);
        }
    }

    /** A connection that is refused and a host that is unknown come without a message. */
    private static String why(Throwable innermost) {
        if (innermost instanceof InterruptedException) {
            return "the wait was interrupted";
        }
        return innermost.getMessage() == null
                ? "it cannot be reached (" + innermost.getClass().getSimpleName() + ")"
                : innermost.getMessage();
    }

    /** An answer that has come to its end. */
    private record Whole(ClientHttpResponse answer, byte[] bytes) implements ClientHttpResponse {

        @Override
        public HttpStatusCode getStatusCode() throws IOException {
            return answer.getStatusCode();
        }

        @Override
        public String getStatusText() throws IOException {
            return answer.getStatusText();
        }

        @Override
        public HttpHeaders getHeaders() {
            return answer.getHeaders();
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public void close() {}
    }
}
