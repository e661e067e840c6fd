package org.meridian.notifications.delivery;

import static org.meridian.testing.Waiting.eventually;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.meridian.eventlog.database.Database;
import org.meridian.mail.message.MailKind;
import org.meridian.mail.message.Message;
import org.meridian.mail.queue.MailState;
import org.meridian.mail.queue.Mailing;
import org.meridian.mail.queue.Mailings;
import org.meridian.notifications.NotificationsService;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;

/** Notifications of {@code nz} and a mail server that does as it is told, for all tests of sending. */
public final class MailOffice implements AutoCloseable {

    final NotificationsService nz = new NotificationsService("--spring.main.sources=" + TestMessages.class.getName(),
            "--spring.mail.properties.mail.smtp.timeout=700");
    final ScriptedSmtp server = new ScriptedSmtp();

    @Override
    public void close() {
        nz.close();
        server.close();
    }

    String member(String name, String email) {
        String id = nz.member(name, email, "Pacific/Auckland");
        eventually(() -> nz.rows().queryForList("SELECT 1 FROM notifications.account WHERE member_id = ?", id),
                rows -> !rows.isEmpty());
        return id;
    }

    Mailing mailing(String memberId, MailKind kind) {
        String subject = UUID.randomUUID().toString();
        return new Mailing("about " + subject, memberId, kind, subject);
    }

    void send(Mailing... mailings) {
        nz.bean(Mailings.class).add(List.of(mailings), Instant.now());
    }

    void port(int port) {
        nz.bean(JavaMailSenderImpl.class).setPort(port);
    }

    TransactionTemplate transaction() {
        return nz.bean(Database.class).transaction();
    }

    void becomes(MailState state, Mailing mailing) {
        eventually(() -> stateOf(mailing), it -> it == state);
    }

    MailState stateOf(Mailing mailing) {
        return MailState.valueOf(column("state", mailing, String.class).toUpperCase(Locale.ROOT));
    }

    void due(Mailing mailing) {
        nz.rows().update("UPDATE notifications.mailing SET send_after = now() WHERE id = ?", mailing.id());
    }

    <T> T column(String column, Mailing mailing, Class<T> type) {
        return Objects.requireNonNull(nz.rows().queryForObject(
                "SELECT " + column + " FROM notifications.mailing WHERE id = ?", type, mailing.id()));
    }

    int attempts(Mailing mailing) {
        return column("attempts", mailing, Integer.class);
    }

    String reason(Mailing mailing) {
        return column("reason", mailing, String.class);
    }

    Instant sendAfter(Mailing mailing) {
        return column("send_after", mailing, Timestamp.class).toInstant();
    }

    List<String> idsReceivedBy(String email) {
        return server.receivedBy(email).stream().map(it -> it.header("Message-ID")).toList();
    }

    double count(String outcome) {
        return nz.bean(MeterRegistry.class).find("meridian.mail").tags("kind", "test", "outcome", outcome).counters()
                .stream().mapToDouble(Counter::count).sum();
    }
}
