package org.meridian.web.calls;

import java.time.Duration;
import org.meridian.http.client.HttpClients;
import org.meridian.web.settings.WebSettings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where each service is. What one refuses is thrown as a {@link org.meridian.eventlog.decision.Refusal}. */
@Component
public class Calls {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClients http = new HttpClients(TIMEOUT).refusing();
    private final WebSettings settings;
    private final String here;

    Calls(WebSettings settings, @Value("${server.port}") int port) {
        this.settings = settings;
        this.here = "http://127.0.0.1:" + port;
    }

    /** @param service the part of the node that answers, where its parts run distributed */
    public <T> T of(String service, Class<T> calls) {
        return http.client(calls, url(service));
    }

    String url(String service) {
        return settings.services().getOrDefault(service, here);
    }
}
