package org.meridian.notifications.delivery;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import jakarta.mail.util.StreamProvider;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.meridian.notifications.settings.NotificationsSettings;

/** Makes a mail of a letter: frame, both parts, headers (RFC 5322, 2919 List-Id, 3834 Auto-Submitted, 8058 unsubscribing). */
final class Composer {

    private static final String UTF8 = StandardCharsets.UTF_8.name();
    private static final int MAX_LINE_CHARS = 998;

    static {
        // Else Jakarta Mail looks for it in every jar of the class path, several times for each mail.
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private final InternetAddress from;
    private final String domain;
    private final String publicUrl;
    private final Frame frame;
    private final UnsubscribeTokens tokens;

    Composer(NotificationsSettings settings, UnsubscribeTokens tokens) {
        this.from = from(settings.mailFrom());
        this.domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
        this.publicUrl = settings.publicUrl();
        this.frame = new Frame(publicUrl);
        this.tokens = tokens;
    }

    MimeMessage compose(Session session, Mailing mailing, Message letter, InternetAddress to, Instant now)
            throws MessagingException {
        String unsubscribe = publicUrl + "/unsubscribe/" + tokens.make(mailing.memberId(), letter.scope());
        String subject = Subject.of(letter.subject());
        MimeMessage message = new Identified(session, messageId(mailing.id(), domain));
        message.setFrom(from);
        message.setRecipient(RecipientType.TO, to);
        message.setSubject(subject, UTF8);
        message.setSentDate(Date.from(now));
        message.setHeader("List-Id", "<" + letter.list() + "." + domain + ">");
        message.setHeader("List-Unsubscribe", "<" + unsubscribe + ">");
        message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Precedence", "bulk");
        message.setHeader("Content-Language", Frame.LANGUAGE);
        // The last of the alternatives is the richest, RFC 2046.
        message.setContent(new MimeMultipart("alternative", part(frame.text(letter, unsubscribe), "plain"),
                part(frame.html(subject, letter, unsubscribe), "html")));
        message.saveChanges();
        return message;
    }

    /** The same for a mailing however often it is sent; a hash, so that it tells nobody whom or what it is about. */
    static String messageId(String mailingId, String domain) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(mailingId.getBytes(StandardCharsets.UTF_8));
            return "<" + HexFormat.of().formatHex(hash, 0, 16) + "@" + domain + ">";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From bytes: those of a String Jakarta Mail writes one by one. */
    private static MimeBodyPart part(String content, String subtype) throws MessagingException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        var part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, "text/" + subtype + "; charset=" + UTF8)));
        if (goesAsItIs(bytes)) {
            part.setHeader("Content-Transfer-Encoding", "7bit"); // what Jakarta Mail would say after a longer look
        }
        return part;
    }

    /** ASCII in lines that every mail server takes (RFC 5322, 2.1.1). */
    private static boolean goesAsItIs(byte[] content) {
        int column = 0;
        for (byte b : content) {
            column = b == '\n' ? 0 : column + 1;
            if (column > MAX_LINE_CHARS || b < ' ' && b != '\n' || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static InternetAddress from(String mailFrom) {
        try {
            InternetAddress address = new InternetAddress(mailFrom, true);
            address.setPersonal(address.getPersonal(), UTF8);
            return address;
        } catch (AddressException | UnsupportedEncodingException e) {
            throw new IllegalStateException("the settings let through " + mailFrom, e);
        }
    }

    /** Jakarta Mail would give it another Message-ID whenever it is saved. */
    private static final class Identified extends MimeMessage {

        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
