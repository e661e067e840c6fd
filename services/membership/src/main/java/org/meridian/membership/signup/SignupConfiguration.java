package org.meridian.membership.signup;

import java.time.Clock;
import org.meridian.eventlog.EventLog;
import org.meridian.http.AccessRules;
import org.meridian.membership.people.Members;
import org.meridian.process.settings.NodeSettings;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires signing up and in, and gives the node its way of reading access tokens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignupSettings.class)
public class SignupConfiguration {

    @Bean
    AccessRules membershipPublicPosts() {
        return AccessRules.everyone(HttpMethod.POST, "/api/members", "/api/sign-in", "/api/sessions");
    }

    @Bean
    AccessRules membershipPublicKeys() {
        return AccessRules.everyone(HttpMethod.GET, "/.well-known/jwks.json", "/sign-in");
    }

    /** The log has made the table that the key is kept in. */
    @Bean
    AccessTokens membershipJwtDecoder(NodeSettings node, SignupSettings settings,
            @Qualifier("membershipLog") EventLog log, JdbcClient jdbc, Clock clock) {
        return new AccessTokens(SigningKey.loadOrMake(jdbc, log.service()), node.node(), settings, clock);
    }

    @Bean
    SignInLinks signInLinks(@Qualifier("membershipLog") EventLog log, JdbcClient jdbc,
            PlatformTransactionManager transactions, Clock clock) {
        return new SignInLinks(jdbc, new TransactionTemplate(transactions), clock, log.service());
    }

    @Bean
    MailLinks mailLinks(@Qualifier("membershipLog") EventLog log, SignInLinks links, Members members,
            JavaMailSender sender, SignupSettings settings) {
        return new MailLinks(log, links, members, new LinkMail(sender, settings));
    }

    @Bean
    SignInPage signInPage() {
        return new SignInPage();
    }

    @Bean
    SignupApi signupApi(NodeSettings node, @Qualifier("membershipLog") EventLog log, SignInLinks links,
            MailLinks mailLinks, Members members, AccessTokens tokens, PlatformTransactionManager transactions,
            Clock clock) {
        return new SignupApi(links, mailLinks, new OpenSession(node.node(), log, links, members,
                new TransactionTemplate(transactions), clock), tokens);
    }
}
