package org.meridian.web.trial;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.DemoMailCalls.Mail;
import org.meridian.web.page.Form;

/** A mail that the node has sent and nobody got. */
public record CaughtMail(Mail mail) {

    private static final Pattern LINK = Pattern.compile("https?://\\S+[\\w/=~-]");

    /** @param path of this node's; null for mere text */
    public record Piece(String text, @Nullable String path) {}

    /** The same each time that it is asked for. */
    public String id() {
        String whole = mail.headers().get("Message-ID") + " " + mail.to() + " " + mail.receivedAt();
        return UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The part for those who read text, with what leads to the node's own pages as links. */
    public List<Piece> pieces(String publicUrl) {
        String text = Form.orEmpty(mail.text()).replace("\r\n", "\n");
        List<Piece> pieces = new ArrayList<>();
        Matcher link = LINK.matcher(text);
        int from = 0;
        while (link.find()) {
            if (link.group().startsWith(publicUrl + "/")) {
                pieces.add(new Piece(text.substring(from, link.start()), null));
                pieces.add(new Piece(link.group(), link.group().substring(publicUrl.length())));
                from = link.end();
            }
        }
        pieces.add(new Piece(text.substring(from), null));
        return pieces;
    }
}
