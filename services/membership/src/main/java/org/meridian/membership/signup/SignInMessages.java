package org.meridian.membership.signup;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.meridian.calendar.Countries;
import org.meridian.events.membership.Account;
import org.meridian.mail.message.Escaped;
import org.meridian.mail.message.Look;
import org.meridian.mail.message.MailKind;
import org.meridian.mail.message.Message;
import org.meridian.mail.queue.Mailing;
import org.meridian.mail.queue.Messages;
import org.meridian.mail.settings.MailSettings;
import org.meridian.membership.people.Members;
import org.meridian.membership.signup.SignInLinks.Outstanding;
import org.meridian.membership.signup.SignInLinks.Secrets;
import org.meridian.process.settings.NodeSettings;
import org.meridian.text.Sentences;
import org.meridian.text.Translations;

/**
 * Writes the mails with a link and a code, each with its own. Whoever asked has long had the answer, which tells nothing about
 * the address; only who has it reads in the mail that nobody has signed up with it.
 */
final class SignInMessages implements Messages {

    /** For members: they sit and wait for it. */
    static final MailKind SIGN_IN = new MailKind("sign-in", null, Duration.ofSeconds(5)).andAhead();
    /** For addresses that nobody has signed up with: anybody can have made up any number of them. */
    static final MailKind SIGN_UP = new MailKind("sign-up", null, Duration.ofSeconds(5));

    private final MailKind kind;
    private final SignInLinks links;
    private final Members members;
    private final String publicUrl;
    private final Locale here;
    private final Translations translations = Translations.of("mail-membership");

    SignInMessages(MailKind kind, SignInLinks links, Members members, MailSettings settings, NodeSettings node,
            Countries countries) {
        this.here = countries.of(node.node()).english();
        this.kind = kind;
        this.links = links;
        this.members = members;
        this.publicUrl = settings.publicUrl();
    }

    @Override
    public MailKind kind() {
        return kind;
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
        Optional<String> known = members.idOf(link.email());
        Sentences sentences = translations
                .in(known.flatMap(members::account).map(Account::getLocale).orElse(null), here);
        messages.put(mailing.id(), known.isPresent() || link.forSignUp()
                ? letIn(known.isPresent() ? "sign-in" : "sign-up", links.newSecrets(link.id()), sentences)
                : unknown(sentences));
    }

    private Message letIn(String purpose, Secrets secrets, Sentences sentences) {
        String code = SignInCodes.grouped(secrets.code());
        String typed = sentences.of("code");
        String once = sentences.of("once", SignInLinks.LIFETIME.toMinutes());
        return message(purpose, sentences.of(purpose + ".subject", code),
                publicUrl + "/sign-in?token=" + secrets.token(),
                "\n" + typed + "\n\n" + code + "\n\n" + once, """
                        <p style="margin:0 0 8px 0">%s</p>
                        <p style="margin:0 0 16px 0;font-size:28px;letter-spacing:2px"><strong>%s</strong></p>
                        <p style="margin:0">%s</p>
                        """.formatted(Escaped.of(typed), Escaped.of(code), Escaped.of(once)),
                sentences);
    }

    private Message unknown(Sentences sentences) {
        String once = sentences.of("unknown.once");
        return message("unknown", sentences.of("unknown.subject"), publicUrl + "/sign-up", "\n" + once,
                "<p style=\"margin:0\">%s</p>\n".formatted(Escaped.of(once)), sentences);
    }

    private Message message(String purpose, String subject, String link, String textEnd, String htmlEnd,
            Sentences sentences) {
        String hello = sentences.of("hello");
        String text = """
                %s

                %s

                %s
                %s
                """.formatted(hello, sentences.of(purpose + ".text"), link, textEnd);
        String html = """
                <p style="margin:0 0 16px 0">%s</p>
                <p style="margin:0 0 16px 0">%s</p>
                """.formatted(Escaped.of(hello), Look.link(link, sentences.of(purpose + ".link"))) + htmlEnd;
        return new Message(subject, text, html, sentences.of("why"), sentences.locale());
    }
}
