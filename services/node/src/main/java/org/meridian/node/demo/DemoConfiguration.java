package org.meridian.node.demo;

import org.meridian.http.AccessRules;
import org.meridian.operator.demo.DemoMailApi;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A mail server that keeps every mail to itself, and a page to read them without signing in. Never for real people. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("meridian.demo")
@Import({CatchingMailServer.class, DemoMailApi.class})
public class DemoConfiguration {

    @Bean
    AccessRules demoPaths() {
        return DemoMailApi.PATHS;
    }
}
