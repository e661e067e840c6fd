package org.meridian.web.trial;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.MembershipCalls.SignUp;
import org.meridian.web.calls.MembershipCalls.Token;
import org.meridian.web.calls.Session;
import org.meridian.web.page.Form;

/** Signs somebody in as they would do it: by the link that their node mails, which a node for trying out shows. */
final class MailedSession {

    private static final Pattern TOKEN = Pattern.compile("token=([\\w-]+)");

    private MailedSession() {}

    static Session of(Node node, SignUp who) {
        return node.membership().open(null, null, new Token(mailed(node, who), false));
    }

    /** As the pages keep it in a browser. */
    static Session of(Node node, SignUp who, @Nullable String browser) {
        return node.membership().open(null, browser, new Token(mailed(node, who), true));
    }

    /** Who has signed up before is mailed a link to sign in; the node's answer is the same. */
    private static String mailed(Node node, SignUp who) {
        List<String> old = tokens(node, who.email()).toList();
        node.membership().signUp(null, who);
        return Patience.until(
                () -> tokens(node, who.email()).filter(token -> !old.contains(token)).findFirst().orElse(null));
    }

    private static Stream<String> tokens(Node node, String email) {
        return node.mail().mails(email).stream().flatMap(mail -> TOKEN.matcher(Form.orEmpty(mail.text())).results())
                .map((MatchResult link) -> link.group(1));
    }
}
