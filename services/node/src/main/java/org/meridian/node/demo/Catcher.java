package org.meridian.node.demo;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.node.http.HttpCalls;
import org.meridian.node.http.HttpCalls.Answer;
import org.meridian.node.http.HttpCalls.NoAnswer;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A GreenMail that runs elsewhere, read by its HTTP interface: it has a mailbox for everybody who was written to. */
record Catcher(String url, HttpCalls http, JsonMapper json) implements DemoMailApi.Caught {

    private static final Session PARSING = Session.getInstance(new Properties());

    /** @param number in its mailbox, for mails of the same second */
    private record Numbered(Date sent, long number, MimeMessage mail) {

        static Numbered of(JsonNode message) throws MessagingException {
            MimeMessage mail = parsed(message.get("mimeMessage").asString());
            return new Numbered(mail.getSentDate(), message.get("uid").asLong(), mail);
        }
    }

    @Override
    public List<MimeMessage> mails(@Nullable String to) throws MessagingException {
        List<Numbered> mails = new ArrayList<>();
        for (String owner : to == null ? owners() : List.of(to)) {
            for (JsonNode mail : ask("/api/user/" + encoded(owner) + "/messages/INBOX")) {
                mails.add(Numbered.of(mail));
            }
        }
        return mails.stream().sorted(Comparator.comparing(Numbered::sent).thenComparing(Numbered::number).reversed())
                .map(Numbered::mail).toList();
    }

    private List<String> owners() {
        List<String> owners = new ArrayList<>();
        ask("/api/user").forEach(user -> owners.add(user.get("login").asString()));
        return owners;
    }

    /** Nobody has written yet to whom it does not know. */
    private JsonNode ask(String path) {
        try {
            Answer answer = http.get(url + path, null);
            return answer.status() == HttpStatus.OK.value() ? json.readTree(answer.body()) : json.createArrayNode();
        } catch (NoAnswer e) {
            throw Refusal.unavailable("unavailable",
                    "The mail catcher does not answer. Try again when it runs.");
        }
    }

    private static MimeMessage parsed(String mail) throws MessagingException {
        return new MimeMessage(PARSING, new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
    }

    private static String encoded(String owner) {
        return URLEncoder.encode(owner, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
