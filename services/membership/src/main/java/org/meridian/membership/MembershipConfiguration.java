package org.meridian.membership;

import static org.meridian.schemas.Topics.DOMESTIC_ACCOUNTS;
import static org.meridian.schemas.Topics.DOMESTIC_BLOCKS;
import static org.meridian.schemas.Topics.DOMESTIC_CHARTERS;
import static org.meridian.schemas.Topics.DOMESTIC_MEMBERSHIP;
import static org.meridian.schemas.Topics.DOMESTIC_PROFILES;
import static org.meridian.schemas.Topics.SHARED_CHARTERS;
import static org.meridian.schemas.Topics.SHARED_COLLEAGUES;
import static org.meridian.schemas.Topics.SHARED_MEMBERSHIP;
import static org.meridian.schemas.Topics.SHARED_PROFILES;
import static org.meridian.schemas.Topics.TO_ANSWERS;
import static org.meridian.schemas.Topics.TO_REQUESTS;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.meridian.calendar.Countries;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.EventLogs;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.database.Databases;
import org.meridian.http.AccessRules;
import org.meridian.http.AccessRules.Role;
import org.meridian.http.IdempotencyKeys;
import org.meridian.mail.MailConfiguration;
import org.meridian.mail.queue.Deliveries;
import org.meridian.mail.queue.Delivery;
import org.meridian.mail.queue.Mailings;
import org.meridian.mail.queue.Messages;
import org.meridian.mail.queue.RefusedAddresses;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.membership.registers.RegisterSettings;
import org.meridian.membership.signup.SignupSettings;
import org.meridian.process.settings.IssuerSettings;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Topics;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;

/** The membership service: its database, its log, and the features that are found below this package. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class, excludeFilters = @Filter(SpringBootConfiguration.class))
@Import(MailConfiguration.class)
@EnableConfigurationProperties({SignupSettings.class, RegisterSettings.class, IssuerSettings.class, Countries.class})
public class MembershipConfiguration {

    static final String SERVICE = "membership";
    static final Pattern TOPICS = Topics.pattern(SHARED_MEMBERSHIP, DOMESTIC_MEMBERSHIP, SHARED_PROFILES,
            SHARED_COLLEAGUES, DOMESTIC_PROFILES, DOMESTIC_BLOCKS, DOMESTIC_ACCOUNTS, SHARED_CHARTERS,
            DOMESTIC_CHARTERS, TO_REQUESTS,
            TO_ANSWERS);

    /** A link goes to one address once: whoever asks for another is sent that, whatever became of this. */
    private static final RefusedAddresses NOT_KEPT = (linkId, email, reason, at) -> {};

    @Bean
    @OfMembership
    Database membershipDatabase(Databases databases) {
        return databases.of(SERVICE, Mailings.TABLES);
    }

    @Bean
    @OfMembership
    EventLog membershipLog(EventLogs logs, @OfMembership Database database, NodeSettings settings) {
        return logs.create(database, TOPICS, new MembershipReadModel(settings.node()));
    }

    @Bean
    @OfMembership
    IdempotencyKeys membershipKeys(@OfMembership EventLog log, @OfMembership Database database, Clock clock) {
        return new IdempotencyKeys(log, database, clock);
    }

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
    AccessRules membershipPaths() {
        return AccessRules.everyone(HttpMethod.POST, "/api/members", "/api/sign-in", "/api/sessions",
                "/api/sessions/current/renewal", "/api/address-proofs")
                .then(AccessRules.everyone(HttpMethod.GET, "/.well-known/jwks.json", "/.well-known/ended-sessions",
                        "/api/sign-in/issuers", "/api/invitations/*"))
                .then(AccessRules.only(Set.of(Role.OPERATOR), "/api/suspensions", "/api/members/*/suspension"));
    }
}
