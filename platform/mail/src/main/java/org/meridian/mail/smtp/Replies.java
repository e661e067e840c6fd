package org.meridian.mail.smtp;

import jakarta.mail.MessagingException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.meridian.mail.smtp.Outcome.AddressRefused;
import org.meridian.mail.smtp.Outcome.Blame;
import org.meridian.mail.smtp.Outcome.MailRefused;
import org.meridian.mail.smtp.Outcome.Postponed;

/**
 * What an SMTP server's answer means for a mail (RFC 5321, enhanced codes of RFC 3463). Stopping mail to somebody for a
 * mistake of ours would be worse than trying once more, so that an answer which speaks of permission counts as our mistake.
 */
public final class Replies {

    private static final int MAX_REASON_CHARS = 300;
    private static final Set<Integer> NO_SUCH_ADDRESS = Set.of(501, 521, 550, 551, 552, 553, 556);
    private static final Set<Integer> NOT_ALLOWED = Set.of(530, 534, 535, 538);
    private static final Pattern POLICY = Pattern.compile("\\b5\\.7\\.\\d{1,3}\\b");
    private static final Pattern CODES = Pattern.compile("\\b[2-5]\\d\\d(?:[ -]#?[245]\\.\\d{1,3}\\.\\d{1,3})?\\b");

    private Replies() {}

    private enum Phase {
        SENDER, RECIPIENT, CONTENT
    }

    private record Reply(Phase phase, int code, String text) {

        boolean forGood() {
            return code >= 500 && code <= 599;
        }

        /** Who may send by this server, and whether it relays, is between the server and this node. */
        boolean aboutUs() {
            return NOT_ALLOWED.contains(code) || POLICY.matcher(text).find()
                    || phase == Phase.RECIPIENT && text.toLowerCase(Locale.ROOT).contains("relay");
        }
    }

    /** @param address is taken out of the reason, in which servers like to repeat it */
    static Outcome outcome(MessagingException failure, String address) {
        Reply reply = reply(failure);
        if (reply == null || reply.code() < 400 || reply.code() == 421) {
            return new Postponed(reply == null || reply.code() < 400 ? unanswered(failure) : reason(reply, address),
                    Blame.CONNECTION);
        }
        String reason = reason(reply, address);
        if (reply.phase() == Phase.SENDER || reply.forGood() && reply.aboutUs()) {
            return new Postponed(reason, Blame.SERVER);
        }
        if (!reply.forGood()) {
            return new Postponed(reason, Blame.MAIL);
        }
        if (reply.phase() == Phase.CONTENT) {
            return new MailRefused(reason);
        }
        return NO_SUCH_ADDRESS.contains(reply.code())
                ? new AddressRefused(reason)
                : new Postponed(reason, Blame.SERVER);
    }

    /** The codes in a reason, which say nothing of anybody; the whole reason where it is in our own words. */
    public static String codes(String reason) {
        Matcher codes = CODES.matcher(reason);
        return codes.find() ? codes.group() : reason;
    }

    private static @Nullable Reply reply(MessagingException failure) {
        for (Exception e = failure; e != null; e = e instanceof MessagingException m ? m.getNextException() : null) {
            if (e instanceof SMTPAddressFailedException address) {
                return new Reply(Phase.RECIPIENT, address.getReturnCode(), text(address));
            }
            if (e instanceof SMTPSenderFailedException sender) {
                return new Reply(Phase.SENDER, sender.getReturnCode(), text(sender));
            }
            if (e instanceof SMTPSendFailedException sent && !causedByAnother(sent)) {
                return new Reply(sent.getCommand().startsWith("MAIL") ? Phase.SENDER : Phase.CONTENT,
                        sent.getReturnCode(), text(sent));
            }
        }
        return null;
    }

    private static boolean causedByAnother(SMTPSendFailedException e) {
        return e.getNextException() instanceof SMTPAddressFailedException
                || e.getNextException() instanceof SMTPSenderFailedException;
    }

    private static String unanswered(MessagingException failure) {
        Exception cause = failure.getNextException();
        return "no answer from the mail server: "
                + (cause == null ? failure : cause).getClass().getSimpleName();
    }

    private static String reason(Reply reply, String address) {
        String local = Pattern.quote(address.substring(0, Math.max(0, address.lastIndexOf('@'))));
        String text = reply.text().replace(address, "…").replaceAll("[^\\s<>@]+@[^\\s<>]+", "…")
                .replaceAll("(?<![\\p{L}\\p{N}])" + local + "(?![\\p{L}\\p{N}])", "…").replace("<…>", "…")
                .replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return text.length() <= MAX_REASON_CHARS ? text : text.substring(0, MAX_REASON_CHARS) + "…";
    }

    private static String text(Exception e) {
        String message = e.getMessage();
        return message == null ? "" : message;
    }
}
