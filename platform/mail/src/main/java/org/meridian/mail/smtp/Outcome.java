package org.meridian.mail.smtp;

/** What came of sending one mail. A reason names no address. */
public sealed interface Outcome {

    /** The server has accepted it. */
    record Sent() implements Outcome {}

    /** Never to be sent: there is nothing left to say, or nobody to say it to. */
    record Dropped(String reason) implements Outcome {}

    /** The address is refused for good, so that nothing more is sent to it. */
    record AddressRefused(String reason) implements Outcome {}

    /** This mail is refused for good, whatever the address. */
    record MailRefused(String reason) implements Outcome {}

    /** To be tried again later. */
    record Postponed(String reason, Blame blame) implements Outcome {}

    /** Where the trouble is, as far as an answer tells. */
    enum Blame {
        /** With this recipient or this mail: greylisting, a full mailbox. */
        MAIL,
        /** With the connection, maybe because of this mail: it was dropped, or there was no answer in time. */
        CONNECTION,
        /** With the server, or with how this node is set up with it: every other mail would fare the same. */
        SERVER
    }
}
