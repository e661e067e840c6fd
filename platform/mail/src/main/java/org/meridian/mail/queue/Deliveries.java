package org.meridian.mail.queue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.mail.message.Composer;
import org.meridian.mail.settings.MailSettings;
import org.meridian.mail.smtp.MailServer;
import org.meridian.mail.unsubscribe.UnsubscribeTokens;

/** Lets each service of this process send the mails of its own tables, all of them by one mail server. */
public final class Deliveries {

    private final MailServer server;
    private final Composer composer;
    private final MailSettings settings;
    private final MeterRegistry meters;
    private final Clock clock;

    public Deliveries(MailServer server, Composer composer, MailSettings settings, MeterRegistry meters, Clock clock) {
        this.server = server;
        this.composer = composer;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Sends while the service's log is open.
     *
     * @param messages for each kind of mail that the service has
     */
    public Delivery create(EventLog log, Database database, Mailings mailings, RefusedAddresses refused,
            List<Messages> messages) {
        database.reserve(settings.mailConnections()); // each thread holds one while the mail server answers
        Gauge.builder("meridian.mail.waiting", mailings, Mailings::waiting)
                .description("Mails that wait for their time, for another try, or for the mail server")
                .tag("service", log.service()).register(meters);
        Sender sender = new Sender(mailings, refused, server, composer, UnsubscribeTokens.in(database),
                database.transaction(), new Pace(settings.mailsPerSecond()), meters, clock);
        return new Delivery(log, database.dataSource(), mailings, server, sender, clock, messages,
                settings.mailConnections());
    }
}
