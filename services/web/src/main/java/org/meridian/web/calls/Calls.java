package org.meridian.web.calls;

import java.time.Duration;
import org.meridian.http.client.HttpClients;
import org.meridian.web.settings.WebSettings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where each service is. What one refuses is thrown as a {@link org.meridian.eventlog.decision.Refusal}. */
@Configuration(proxyBeanMethods = false)
class Calls {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClients http = new HttpClients(TIMEOUT).refusing();
    private final WebSettings settings;
    private final String here;

    Calls(WebSettings settings, @Value("${server.port}") int port) {
        this.settings = settings;
        this.here = "http://127.0.0.1:" + port;
    }

    @Bean
    MembershipCalls membershipCalls() {
        return of("membership", MembershipCalls.class);
    }

    @Bean
    PostsCalls postsCalls() {
        return of("posts", PostsCalls.class);
    }

    @Bean
    NotificationsCalls notificationsCalls() {
        return of("notifications", NotificationsCalls.class);
    }

    @Bean
    OperatorCalls operatorCalls() {
        return of("operator", OperatorCalls.class);
    }

    private <T> T of(String service, Class<T> calls) {
        return http.client(calls, settings.services().getOrDefault(service, here));
    }
}
