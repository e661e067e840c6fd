package org.meridian.notifications.digest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.meridian.calendar.Countries;
import org.meridian.mail.message.MailKind;
import org.meridian.mail.message.Message;
import org.meridian.mail.message.UnsubscribeScope;
import org.meridian.mail.queue.Mailing;
import org.meridian.mail.queue.Messages;
import org.meridian.mail.settings.MailSettings;
import org.meridian.notifications.Notifications;
import org.meridian.process.settings.NodeSettings;
import org.meridian.text.Sentences;
import org.springframework.stereotype.Component;

/** Writes digests when they are sent, many at once. */
@Component
@Notifications
final class DigestMessages implements Messages {

    static final MailKind KIND = new MailKind("digest", UnsubscribeScope.DIGEST).andTold();

    /** With the digest's id behind it, its mailing's: derived from member and local date like that. */
    static final String PREFIX = "digest.";

    private record Digest(Mailing mailing, Archive.Entry entry, Reader reader) {

        ShowDigests.Request request() {
            return new ShowDigests.Request(reader,
                    entry.coversSince() == null ? entry.dueAt() : entry.coversSince(), entry.selection());
        }
    }

    private final Archive archive;
    private final Readers readers;
    private final ShowDigests show;
    private final ComposeDigests composing;
    private final String node;
    private final String publicUrl;

    DigestMessages(Archive archive, Readers readers, ShowDigests show, ComposeDigests composing, NodeSettings node,
            MailSettings settings, Countries countries) {
        this.archive = archive;
        this.readers = readers;
        this.show = show;
        this.composing = composing;
        this.node = countries.of(node.node()).name();
        this.publicUrl = settings.publicUrl();
    }

    @Override
    public MailKind kind() {
        return KIND;
    }

    /** Two cores that write mails leave little to compose with, and whoever is composed last would wait for all of them. */
    @Override
    public boolean mayGo() {
        return !composing.isUnderWay();
    }

    @Override
    public Map<String, Message> write(List<Mailing> mailings) {
        List<Digest> digests = digests(mailings);
        List<Shown> shown = show.show(digests.stream().map(Digest::request).toList());
        Map<String, Message> messages = new HashMap<>();
        for (int i = 0; i < digests.size(); i++) {
            if (!shown.get(i).isEmpty()) {
                messages.put(digests.get(i).mailing().id(), message(digests.get(i), shown.get(i)));
            }
        }
        return messages;
    }

    private List<Digest> digests(List<Mailing> mailings) {
        Map<String, Archive.Entry> entries = new HashMap<>();
        archive.find(mailings.stream().map(Mailing::subjectId).toList()).forEach(it -> entries.put(it.id(), it));
        Map<String, Reader> known = readers.load(mailings.stream().map(Mailing::recipientId).distinct().toList());
        List<Digest> digests = new ArrayList<>();
        for (Mailing mailing : mailings) {
            Archive.Entry entry = entries.get(mailing.subjectId());
            Reader reader = known.get(mailing.recipientId());
            if (entry != null && reader != null && entry.memberId().equals(mailing.recipientId())) {
                digests.add(new Digest(mailing, entry, reader));
            }
        }
        return digests;
    }

    private Message message(Digest digest, Shown shown) {
        Sentences sentences = digest.reader().sentences();
        Outline outline = Outline.of(shown, digest.entry().date(), digest.request().coversSince(),
                digest.entry().dueAt(), digest.reader().zone(), node, publicUrl, sentences);
        return new Message(outline.subject(), TextMessage.write(outline, sentences),
                HtmlMessage.write(outline, sentences), sentences.of("digest.why"), sentences.locale());
    }
}
