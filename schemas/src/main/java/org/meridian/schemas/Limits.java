package org.meridian.schemas;

/**
 * How much the fields of records may hold, for those who decide what is written and for those who judge what came from elsewhere.
 * Texts in characters (Unicode code points), lists in items. A limit can be raised once every country has the release that reads
 * it; it is never lowered.
 */
public final class Limits {

    public static final int DISPLAY_NAME = 100;
    public static final int PROFILE_LINE = 200;
    public static final int EXPERTISE = 20;
    public static final int EXPERTISE_WORD = 100;
    public static final int SPOKEN = 20;
    public static final int PRONOUNS = 50;
    public static final int WORKING_HOURS = 14;

    static final int WORKING_HOUR = 30;

    public static final int GROUP_NAME = 120;
    public static final int CHARTER_TEXT = 2_000;
    public static final int QUESTIONS = 10;
    public static final int QUESTION = 500;
    public static final int APPROVED_DOMAINS = 50;
    public static final int DOMAIN = 253;

    public static final int REGISTERS = 100;
    public static final int REGISTER = 50;

    /** SHA-256 in hex. */
    public static final int TOKEN_HASH = 64;
    /** With the alias of a country before it. */
    public static final int INVITATION = 120;

    public static final int NOTE = 2_000;
    public static final int REASON = 2_000;

    public static final int POST_TITLE = 200;
    public static final int POST_BODY = 100_000;
    public static final int TAGS = 10;
    public static final int TAG = 50;
    public static final int JURISDICTION = 50;
    /** Of a text, with those that it had before. */
    public static final int CONTENT_BYTES = 500_000;
    public static final int EARLIER_TEXTS = 100;
    public static final int DRAFTS = 50;
    /** Of the UTF-8 of all texts together. */
    public static final int DRAFTS_BYTES = 2_000_000;

    public static final int EMAIL = 254;
    public static final int LANGUAGE = 35;
    public static final int TIME_ZONE = 100;
    public static final int BLOCKS = 1_000;
    public static final int GROUPS_CHOSEN = 1_000;
    public static final int ANNOUNCEMENT = 1_000;

    static final int SUBJECT = 300;
    static final int SCHEMA = 100_000;

    private Limits() {}
}
