package org.meridian.membership.inviting;

import java.util.Optional;
import java.util.regex.Pattern;
import org.meridian.membership.secret.RandomToken;
import org.meridian.membership.secret.Sha256;
import org.meridian.schemas.Ids;

/**
 * What stands in an invitation's link: which group it is to, which country's moderator has made it, and a secret. Who holds it
 * needs nothing else, in any country.
 */
public record InvitationToken(String groupId, String madeIn, String secret) {

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern ALIAS = Pattern.compile("[a-z][a-z0-9]*");

    static InvitationToken create(String groupId, String madeIn) {
        return new InvitationToken(groupId, madeIn, RandomToken.create());
    }

    /** Empty for what cannot be one, as a link that was not copied whole. */
    public static Optional<InvitationToken> of(String text) {
        String[] parts = text.split("\\.", -1);
        return parts.length == 3 && Ids.isPlain(parts[0]) && ALIAS.matcher(parts[1]).matches()
                && SECRET.matcher(parts[2]).matches()
                        ? Optional.of(new InvitationToken(parts[0], parts[1], parts[2]))
                        : Optional.empty();
    }

    public String text() {
        return String.join(".", groupId, madeIn, secret);
    }

    String hash() {
        return Sha256.hex(text());
    }

    /** As the group's home is told of it. */
    public String proof() {
        return madeIn + "." + hash();
    }
}
