package org.meridian.mail.unsubscribe;

import org.meridian.http.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;

/** For the service that knows what members want to be mailed: it brings the {@link Unsubscribing} and the tokens. */
@Configuration(proxyBeanMethods = false)
@Import(UnsubscribePage.class)
public class UnsubscribeConfiguration {

    @Bean
    AccessRules unsubscribePaths() {
        return AccessRules.everyone(HttpMethod.GET, "/unsubscribe/*")
                .then(AccessRules.everyone(HttpMethod.POST, "/unsubscribe/*"));
    }
}
