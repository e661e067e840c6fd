package org.meridian.membership.signup;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.mail.MailConfiguration;
import org.meridian.mail.queue.Deliveries;
import org.meridian.mail.queue.Delivery;
import org.meridian.mail.queue.Mailings;
import org.meridian.mail.queue.Messages;
import org.meridian.mail.queue.RefusedAddresses;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.Worker;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the mail of this service. */
@Configuration(proxyBeanMethods = false)
@Import(MailConfiguration.class)
class SignInMailConfiguration {

    private static final Duration PURGE = Duration.ofMinutes(1);

    /** A link goes to one address once: whoever asks for another is sent that, whatever became of this. */
    private static final RefusedAddresses NOT_KEPT = (linkId, email, reason, at) -> {};

    @Bean
    @OfMembership
    Mailings membershipMailings(@OfMembership Database database, Clock clock) {
        return new Mailings(database, clock);
    }

    @Bean
    Delivery membershipDelivery(Deliveries deliveries, @OfMembership EventLog log, @OfMembership Database database,
            @OfMembership Mailings mailings, @OfMembership List<Messages> messages) {
        return deliveries.create(log, database, mailings, NOT_KEPT, messages);
    }

    @Bean
    Worker expiredSignInLinks(@OfMembership EventLog log, SignInLinks links) {
        return log.worker("sign-in-links", PURGE, links::purge);
    }
}
