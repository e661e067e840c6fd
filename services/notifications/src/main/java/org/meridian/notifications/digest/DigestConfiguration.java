package org.meridian.notifications.digest;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import org.meridian.eventlog.EventLog;
import org.meridian.notifications.arrivals.Arrivals;
import org.meridian.notifications.clock.DigestClock;
import org.meridian.notifications.delivery.Mailings;
import org.meridian.notifications.delivery.Messages;
import org.meridian.notifications.holidays.PublicHolidays;
import org.meridian.notifications.schedule.WorkingDays;
import org.meridian.notifications.settings.NotificationsSettings;
import org.meridian.process.Worker;
import org.meridian.process.settings.NodeSettings;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires digests. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotificationsSettings.class)
public class DigestConfiguration {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration TELLING_POLL = Duration.ofSeconds(2);

    private final EventLog log;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DigestClock clock;
    private final Arrivals arrivals;
    private final String node;
    private final NotificationsSettings settings;
    private final DigestTable digests;
    private final Readers readers;

    DigestConfiguration(@Qualifier("notificationsLog") EventLog log, JdbcTemplate jdbc,
            PlatformTransactionManager transactions, DigestClock clock, Arrivals arrivals, NodeSettings node,
            NotificationsSettings settings) {
        this.log = log;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.arrivals = arrivals;
        this.node = node.node();
        this.settings = settings;
        this.digests = new DigestTable(jdbc, log.service());
        this.readers = new Readers(jdbc, clock, log.service());
    }

    @Bean
    PlanDigests planDigests() {
        return new PlanDigests(jdbc, transaction, log.service(), clock, workingDays(), digests);
    }

    @Bean
    ComposeDigests composeDigests(Mailings mailings, Clock realClock) {
        return new ComposeDigests(transaction, clock, realClock, arrivals, workingDays(), digests, readers,
                new KeptWindows(new Windows(jdbc, log.service())), new AtOnceItems(jdbc, log.service()), mailings);
    }

    @Bean
    Worker digestsWorker(PlanDigests planning, ComposeDigests composing) {
        DigestRound round = new DigestRound(planning, composing);
        Worker worker = log.worker("digests", POLL, round::run);
        round.goesOnWhile(worker::isRunning);
        clock.whenPut(worker::wake);
        return worker;
    }

    @Bean
    Worker digestsTold() {
        AnnounceSentDigests telling = new AnnounceSentDigests(log, jdbc, transaction, digests, node);
        return log.worker("digests-told", TELLING_POLL, () -> {
            boolean more = telling.some();
            while (more) {
                more = telling.some();
            }
        });
    }

    @Bean
    Messages digestLetters(ComposeDigests composing) {
        return new DigestMessages(archive(), readers, show(), composing, node, settings.publicUrl());
    }

    @Bean
    DigestsApi digestsApi(PlanDigests planning, Mailings mailings) {
        return new DigestsApi(new PreviewDigest(log, transaction, clock, arrivals, digests, planning, readers,
                new Windows(jdbc, log.service()), new AtOnceItems(jdbc, log.service())), archive(), readers, show(),
                mailings);
    }

    private Archive archive() {
        return new Archive(jdbc, log.service());
    }

    private ShowDigests show() {
        return new ShowDigests(jdbc, log.service(), node, settings.timeZones());
    }

    private WorkingDays workingDays() {
        return settings.country() == null
                ? date -> date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0
                : PublicHolidays.of(settings.country());
    }
}
