package org.meridian.mail.message;

/**
 * How mails look: inline styles, which every mail program knows, and classes beside them, by which those that know a style sheet
 * turn dark and give a phone's width to the text. Where a style is inherited, it is said once for a table's cell, since old
 * Outlook lets none of them into a table within.
 */
public final class Look {

    private static final String FONT = "font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;"
            + "font-size:16px;line-height:24px;word-break:break-word;overflow-wrap:anywhere;";

    /** The style of a cell with text, class {@code ink}. */
    public static final String INK = FONT + "color:#241d26;";
    /** The style of a cell with less of a text, class {@code soft}. */
    public static final String SOFT = FONT + "color:#5e5461;";
    /** What people wrote, and what they called it. */
    public static final String SERIF = "font-family:Charter,'Iowan Old Style',Palatino,Georgia,serif;";
    /** A table within a cell of a mail; its cells are as wide as the mail, whatever stands in them. */
    public static final String TABLE = "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\""
            + " border=\"0\" style=\"table-layout:fixed;\">\n";

    private static final String LINK = "<a class=\"act\" style=\"color:#6c2560;text-decoration:underline;\" href=\"";

    static final String SHEET = """
            @media (max-width:620px){.px{padding-left:16px!important;padding-right:16px!important}.out{padding:0!important}}
            @media (prefers-color-scheme:dark){
            .page{background-color:#17131a!important}.card{background-color:#201a23!important}
            .card,.rule{border-color:#433947!important}.ink{color:#f1ebf0!important}h2.ink{border-color:#f1ebf0!important}
            .soft{color:#bdb1bd!important}.act{color:#dfafd6!important}.wait{color:#f3c677!important}
            }""";

    private Look() {}

    public static String link(String address, String text) {
        return LINK + Escaped.of(address) + "\">" + Escaped.of(text) + "</a>";
    }

    /** @param html of what somebody wrote, in which each link begins with its address */
    public static String written(String html) {
        return "<div style=\"" + SERIF + "\">" + Escaped.inAscii(html).replace("<a href=\"", LINK) + "</div>\n";
    }
}
