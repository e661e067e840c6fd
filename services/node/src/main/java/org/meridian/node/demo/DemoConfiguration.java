package org.meridian.node.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.List;
import org.meridian.http.AccessRules;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** A mail server that keeps every mail to itself, and a page to read them without signing in. Never for real people. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("meridian.demo")
public class DemoConfiguration {

    @Bean(initMethod = "start", destroyMethod = "stop")
    GreenMail greenMail(@Value("${spring.mail.port}") int port) {
        LoggerFactory.getLogger(DemoConfiguration.class)
                .warn("THIS NODE IS FOR TRYING OUT: mail goes nowhere, and GET /demo/mail shows it to everybody.");
        return new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    @Bean
    DemoMailApi demoMailApi(GreenMail mail) {
        return new DemoMailApi(to -> List.of(mail.getReceivedMessages()).reversed());
    }

    @Bean
    AccessRules demoPaths() {
        return AccessRules.everyone(HttpMethod.GET, "/demo/mail");
    }
}
