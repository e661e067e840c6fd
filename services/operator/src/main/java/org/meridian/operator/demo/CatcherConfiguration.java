package org.meridian.operator.demo;

import java.time.Duration;
import org.meridian.http.AccessRules;
import org.meridian.operator.http.HttpClients;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The page to read caught mails on, where the mail server that keeps them is another process. Never for real people. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("meridian.demo")
public class CatcherConfiguration {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Bean
    DemoMailApi demoMailApi(@Value("${meridian.catcher}") String url) {
        LoggerFactory.getLogger(CatcherConfiguration.class)
                .warn("THIS NODE IS FOR TRYING OUT: GET /demo/mail shows all mail that {} has taken to everybody.",
                        url);
        return new DemoMailApi(new Catcher(new HttpClients(TIMEOUT).client(CatcherCalls.class, url)));
    }

    @Bean
    AccessRules demoPaths() {
        return DemoMailApi.PATHS;
    }
}
