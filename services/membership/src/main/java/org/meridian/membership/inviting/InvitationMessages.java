package org.meridian.membership.inviting;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.meridian.calendar.Countries;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.Visibility;
import org.meridian.mail.message.Escaped;
import org.meridian.mail.message.Look;
import org.meridian.mail.message.MailKind;
import org.meridian.mail.message.Message;
import org.meridian.mail.queue.Mailing;
import org.meridian.mail.queue.Messages;
import org.meridian.mail.settings.MailSettings;
import org.meridian.membership.groups.Group;
import org.meridian.membership.groups.Groups;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.settings.NodeSettings;
import org.meridian.text.Sentences;
import org.meridian.text.Translations;
import org.springframework.stereotype.Component;

/** Writes to whoever was invited by their address. The group is named unless it is secret, or its charter keeps mails from naming things. */
@Component
@OfMembership
final class InvitationMessages implements Messages {

    static final MailKind KIND = new MailKind("invitation", null);

    private final InvitationLinks links;
    private final Invitations invitations;
    private final Groups groups;
    private final String publicUrl;
    private final Locale here;
    private final Translations translations = Translations.of("mail-membership");

    InvitationMessages(InvitationLinks links, Invitations invitations, Groups groups, MailSettings settings,
            NodeSettings node, Countries countries) {
        this.links = links;
        this.invitations = invitations;
        this.groups = groups;
        this.publicUrl = settings.publicUrl();
        this.here = countries.of(node.node()).english();
    }

    @Override
    public MailKind kind() {
        return KIND;
    }

    @Override
    public Map<String, Message> write(List<Mailing> mailings) {
        Map<String, Message> messages = new HashMap<>();
        for (Mailing mailing : mailings) {
            links.of(mailing.subjectId()).flatMap(this::message).ifPresent(it -> messages.put(mailing.id(), it));
        }
        return messages;
    }

    private Optional<Message> message(InvitationLinks.Link link) {
        return Optional.ofNullable(link.token()).flatMap(InvitationToken::of)
                .flatMap(token -> invitations.find(token.groupId(), link.id())
                        .map(invitation -> message(token, invitation)));
    }

    private Message message(InvitationToken token, Invitation invitation) {
        Sentences sentences = translations.in(null, here);
        String maker = invitation.makerName() == null ? sentences.of("invitation.somebody") : invitation.makerName();
        String text = groups.known(invitation.groupId()).filter(InvitationMessages::mayBeNamed)
                .map(group -> sentences.of("invitation.text", maker, group.charter().getName()))
                .orElseGet(() -> sentences.of("invitation.unnamed", maker));
        String address = publicUrl + "/invitations/" + token.text();
        String once = sentences.of("invitation.once");
        return new Message(sentences.of("invitation.subject"), """
                %s

                %s

                %s

                %s
                """.formatted(sentences.of("hello"), text, address, once), """
                <p style="margin:0 0 16px 0">%s</p>
                <p style="margin:0 0 16px 0">%s</p>
                <p style="margin:0 0 16px 0">%s</p>
                <p style="margin:0">%s</p>
                """.formatted(Escaped.of(sentences.of("hello")), Escaped.of(text),
                Look.link(address, sentences.of("invitation.link")), Escaped.of(once)),
                sentences.of("invitation.why"), sentences.locale());
    }

    private static boolean mayBeNamed(Group group) {
        return group.visibility() != Visibility.SECRET && group.mail() != MailContent.COUNTS;
    }
}
