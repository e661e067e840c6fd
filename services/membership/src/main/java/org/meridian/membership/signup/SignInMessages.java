package org.meridian.membership.signup;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.meridian.mail.message.Escaped;
import org.meridian.mail.message.MailKind;
import org.meridian.mail.message.Message;
import org.meridian.mail.message.Sentences;
import org.meridian.mail.queue.Mailing;
import org.meridian.mail.queue.Messages;
import org.meridian.mail.settings.MailSettings;
import org.meridian.membership.people.Members;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.membership.signup.SignInLinks.Outstanding;
import org.springframework.stereotype.Component;

/**
 * Writes the mails with a link, each with a token of its own. Whoever asked has long had the answer, which tells nothing about
 * the address; a sign-in for an address that nobody has is not mailed.
 */
@Component
@OfMembership
final class SignInMessages implements Messages {

    static final MailKind KIND = new MailKind("sign-in", null, Duration.ofSeconds(5));

    private final SignInLinks links;
    private final Members members;
    private final String publicUrl;
    private final Sentences sentences = new Sentences("mail-membership");

    SignInMessages(SignInLinks links, Members members, MailSettings settings) {
        this.links = links;
        this.members = members;
        this.publicUrl = settings.publicUrl();
    }

    @Override
    public MailKind kind() {
        return KIND;
    }

    @Override
    public Map<String, Message> write(List<Mailing> mailings) {
        Map<String, Message> messages = new HashMap<>();
        for (Mailing mailing : mailings) {
            links.outstanding(mailing.subjectId()).ifPresent(link -> write(mailing, link, messages));
        }
        return messages;
    }

    private void write(Mailing mailing, Outstanding link, Map<String, Message> messages) {
        boolean known = members.idOf(link.email()).isPresent();
        if (known || link.forSignUp()) {
            messages.put(mailing.id(), message(known ? "sign-in" : "sign-up",
                    publicUrl + "/sign-in?token=" + links.newToken(link.id())));
        }
    }

    private Message message(String purpose, String link) {
        String hello = sentences.of("hello");
        String once = sentences.of("once", SignInLinks.LIFETIME.toMinutes());
        String text = """
                %s

                %s

                %s

                %s
                """.formatted(hello, sentences.of(purpose + ".text"), link, once);
        String html = """
                <p style="margin:0 0 16px 0">%s</p>
                <p style="margin:0 0 16px 0"><a href="%s" style="color:#0b4f8a;text-decoration:underline">%s</a></p>
                <p style="margin:0">%s</p>
                """.formatted(Escaped.of(hello), Escaped.of(link), Escaped.of(sentences.of(purpose + ".link")),
                Escaped.of(once));
        return new Message(sentences.of(purpose + ".subject"), text, html, sentences.of("why"));
    }
}
