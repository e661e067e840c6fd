package org.meridian.http.sessions;

import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where members' keys come from elsewhere, so do the sessions that have ended: Spring's decoder asks each validator that there is. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(SessionsConfiguration.KEYS)
class SessionsConfiguration {

    static final String KEYS = "spring.security.oauth2.resourceserver.jwt.jwk-set-uri";

    @Bean
    EndedSessions endedSessions() {
        return new EndedSessions(Clock.systemUTC());
    }

    @Bean
    EndedElsewhere endedElsewhere(EndedSessions ended, @Value("${" + KEYS + "}") String keys) {
        return new EndedElsewhere(ended, keys);
    }
}
