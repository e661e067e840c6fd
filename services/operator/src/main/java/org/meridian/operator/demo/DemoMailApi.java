package org.meridian.operator.demo;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.http.Refuses;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The mails that this node has sent, newest first. Never for real people. */
@RestController
@ConditionalOnBooleanProperty("meridian.demo")
public final class DemoMailApi {

    /** What was caught of a node's mail. */
    @FunctionalInterface
    public interface Caught {

        /** Newest first; only those to an address, where it is given and that is quicker than all. */
        List<MimeMessage> mails(@Nullable String to) throws MessagingException;
    }

    private static final int MAX_MAILS = 200;

    record CaughtMail(String from, String to, String subject, @Nullable String text, @Nullable String html,
            Map<String, String> headers, Instant receivedAt) {}

    private final Caught caught;

    public DemoMailApi(Caught caught) {
        this.caught = caught;
    }

    /** The mails that were sent, the newest first. */
    @Refuses("unavailable")
    @GetMapping("/demo/mail")
    List<CaughtMail> listCaughtMails(@RequestParam(required = false) @Nullable String to)
            throws MessagingException, IOException {
        Stream<MimeMessage> wanted = caught.mails(to).stream().filter(message -> to == null || isTo(message, to))
                .limit(MAX_MAILS);
        List<CaughtMail> mails = new ArrayList<>();
        for (MimeMessage message : wanted.toList()) {
            mails.add(view(message));
        }
        return mails;
    }

    private static boolean isTo(MimeMessage message, String address) {
        return addresses(message).stream().anyMatch(address::equalsIgnoreCase);
    }

    private static List<String> addresses(MimeMessage message) {
        try {
            return Stream.of(message.getRecipients(RecipientType.TO)).map(InternetAddress.class::cast)
                    .map(InternetAddress::getAddress).toList();
        } catch (MessagingException e) {
            return List.of();
        }
    }

    private static CaughtMail view(MimeMessage message) throws MessagingException, IOException {
        Map<String, String> headers = Collections.list(message.getAllHeaders()).stream().collect(
                Collectors.toMap(Header::getName, Header::getValue, (first, later) -> first, LinkedHashMap::new));
        Instant received = message.getReceivedDate() == null
                ? message.getSentDate().toInstant()
                : message.getReceivedDate().toInstant();
        return new CaughtMail(InternetAddress.toString(message.getFrom()), String.join(", ", addresses(message)),
                message.getSubject(), part(message, "text/plain"), part(message, "text/html"), headers, received);
    }

    private static @Nullable String part(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return String.valueOf(part.getContent());
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                String found = part(inner, type);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
