package org.meridian.membership.addresses;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.meridian.calendar.Countries;
import org.meridian.events.membership.Account;
import org.meridian.mail.message.Escaped;
import org.meridian.mail.message.Look;
import org.meridian.mail.message.MailKind;
import org.meridian.mail.message.Message;
import org.meridian.mail.queue.Mailing;
import org.meridian.mail.queue.Messages;
import org.meridian.mail.settings.MailSettings;
import org.meridian.membership.addresses.AddressChanges.Mailed;
import org.meridian.membership.people.Members;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.settings.NodeSettings;
import org.meridian.text.Sentences;
import org.meridian.text.Translations;
import org.springframework.stereotype.Component;

/**
 * Writes what each mailbox is asked when an address is to change, and to those before that it has. Whether the new one is another
 * member's already, only its own mailbox is told.
 */
@Component
@OfMembership
final class AddressMessages implements Messages {

    static final MailKind KIND = new MailKind("address", null, Duration.ofSeconds(5));

    private final AddressChanges changes;
    private final Members members;
    private final String publicUrl;
    private final Locale here;
    private final Translations translations = Translations.of("mail-membership");

    AddressMessages(AddressChanges changes, Members members, MailSettings settings, NodeSettings node,
            Countries countries) {
        this.here = countries.of(node.node()).english();
        this.changes = changes;
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
            changes.mailed(mailing.subjectId()).ifPresent(it -> messages.put(mailing.id(), message(it)));
        }
        return messages;
    }

    private Message message(Mailed mailed) {
        Sentences sentences = translations
                .in(members.account(mailed.memberId()).map(Account::getLocale).orElse(null), here);
        if (mailed.isDone()) {
            return withoutLink(mailed.isSecond() ? "address-given" : "address-changed", mailed.email(), sentences);
        }
        if (mailed.atNew() && members.idOf(mailed.email()).filter(it -> !it.equals(mailed.memberId())).isPresent()) {
            return withoutLink("address-taken", mailed.email(), sentences);
        }
        return withLink(mailed.atNew() ? "address-new" : mailed.isSecond() ? "address-second" : "address-old",
                mailed, sentences);
    }

    private Message withLink(String purpose, Mailed mailed, Sentences sentences) {
        String link = publicUrl + "/sign-in/address?token=" + changes.newToken(mailed.proofId());
        String text = sentences.of(purpose + ".text", mailed.email());
        String both = sentences.of("address.both", AddressChanges.LIFETIME.toHours());
        return new Message(sentences.of(purpose + ".subject"), """
                %s

                %s

                %s

                %s
                """.formatted(sentences.of("hello"), text, link, both), """
                <p style="margin:0 0 16px 0">%s</p>
                <p style="margin:0 0 16px 0">%s</p>
                <p style="margin:0 0 16px 0">%s</p>
                <p style="margin:0">%s</p>
                """.formatted(Escaped.of(sentences.of("hello")), Escaped.of(text),
                Look.link(link, sentences.of("address.link")), Escaped.of(both)), sentences.of("why"),
                sentences.locale());
    }

    private static Message withoutLink(String purpose, String email, Sentences sentences) {
        String text = sentences.of(purpose + ".text", email);
        return new Message(sentences.of(purpose + ".subject"), """
                %s

                %s
                """.formatted(sentences.of("hello"), text), """
                <p style="margin:0 0 16px 0">%s</p>
                <p style="margin:0">%s</p>
                """.formatted(Escaped.of(sentences.of("hello")), Escaped.of(text)), sentences.of("why"),
                sentences.locale());
    }
}
