package org.meridian.operator.demo;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.client.HttpClients;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/** A GreenMail that runs elsewhere, read by its HTTP interface: it has a mailbox for everybody who was written to. */
@Component
@ConditionalOnBooleanProperty("meridian.demo")
public final class Catcher implements DemoMailApi.Caught {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Session PARSING = Session.getInstance(new Properties());

    /** @param number in its mailbox, for mails of the same second */
    private record Numbered(Date sent, long number, MimeMessage mail) {

        static Numbered of(CatcherCalls.Message message) throws MessagingException {
            MimeMessage mail = parsed(message.mimeMessage());
            return new Numbered(mail.getSentDate(), message.uid(), mail);
        }
    }

    private final CatcherCalls calls;

    Catcher(@Value("${meridian.catcher}") String url) {
        this.calls = new HttpClients(TIMEOUT).client(CatcherCalls.class, url);
        LoggerFactory.getLogger(Catcher.class).warn(
                "THIS NODE IS FOR TRYING OUT: GET /demo/mail shows all mail that {} has taken to everybody.", url);
    }

    @Override
    public List<MimeMessage> mails(@Nullable String to) throws MessagingException {
        List<Numbered> mails = new ArrayList<>();
        for (String owner : to == null ? owners() : List.of(to)) {
            for (CatcherCalls.Message mail : ask(() -> calls.inbox(owner))) {
                mails.add(Numbered.of(mail));
            }
        }
        return mails.stream().sorted(Comparator.comparing(Numbered::sent).thenComparing(Numbered::number).reversed())
                .map(Numbered::mail).toList();
    }

    private List<String> owners() {
        return ask(calls::users).stream().map(CatcherCalls.User::login).toList();
    }

    /** Of somebody to whom nobody has written yet it knows nothing. */
    private static <T> List<T> ask(Supplier<List<T>> call) {
        try {
            return call.get();
        } catch (RestClientResponseException unknown) {
            return List.of();
        } catch (RestClientException e) {
            throw Refusal.unavailable("unavailable",
                    "The mail catcher does not answer. Try again when it runs.");
        }
    }

    private static MimeMessage parsed(String mail) throws MessagingException {
        return new MimeMessage(PARSING, new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
    }
}
