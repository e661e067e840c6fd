package org.meridian.mail.message;

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
import org.jspecify.annotations.Nullable;
import org.meridian.http.Fields;
import org.meridian.mail.settings.MailSettings;

/** Makes a mail of a message: frame, both parts, headers (RFC 5322, 2919 List-Id, 3834 Auto-Submitted, 8058 unsubscribing). */
public final class Composer {

    private static final String UTF8 = StandardCharsets.UTF_8.name();
    private static final int MAX_LINE_CHARS = 998;

    static {
        // Else Jakarta Mail looks for it in every jar of the class path, several times for each mail.
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private final InternetAddress from;
    private final String domain;
    private final Frame frame;

    public Composer(MailSettings settings) {
        this.from = from(settings.mailFrom());
        this.domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
        this.frame = new Frame(settings.publicUrl());
    }

    public MimeMessage compose(Session session, Envelope envelope, Message message, Instant now)
            throws MessagingException {
        String subject = Subject.of(message.subject());
        MimeMessage mail = new Identified(session, messageId(envelope.id(), domain));
        mail.setFrom(from);
        mail.setRecipient(RecipientType.TO, envelope.to());
        mail.setSubject(subject, UTF8);
        mail.setSentDate(Date.from(now));
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("Content-Language", message.language().toLanguageTag());
        addList(mail, envelope.kind().scope(), envelope.token());
        // The last of the alternatives is the richest, RFC 2046.
        mail.setContent(new MimeMultipart("alternative", part(frame.text(message, envelope), "plain"),
                part(frame.html(subject, message, envelope), "html")));
        mail.saveChanges();
        return mail;
    }

    private void addList(MimeMessage mail, @Nullable UnsubscribeScope scope, @Nullable String token)
            throws MessagingException {
        if (scope != null && token != null) {
            mail.setHeader("List-Id", "<" + Fields.apiName(scope) + "." + domain + ">");
            mail.setHeader("List-Unsubscribe", "<" + frame.unsubscribeAddress(token) + ">");
            mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            mail.setHeader("Precedence", "bulk");
        }
    }

    /** The same for a mailing however often it is sent; a hash, so that it tells nobody whom or what it is about. */
    public static String messageId(String mailingId, String domain) {
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
