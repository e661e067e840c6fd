package org.meridian.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.Authentication;

/**
 * Who may call a module's own paths, as each module contributes it. The first rule that fits decides; what no rule names,
 * members may call.
 */
public record AccessRules(List<Rule> rules) {

    /** What a token may say of its holder; {@code PEER} is another country's node. */
    public enum Role {
        MEMBER, OPERATOR, ANALYST, PEER;

        public boolean isOf(Authentication caller) {
            return caller.getAuthorities().stream().anyMatch(it -> authority().equals(it.getAuthority()));
        }

        String authority() {
            return "ROLE_" + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param method null for all
     * @param roles  one of which the caller has to have; none for everyone, with and without a token
     */
    record Rule(@Nullable HttpMethod method, String pattern, Set<Role> roles) {

        boolean isForEveryone() {
            return roles.isEmpty();
        }
    }

    /** Calls that need no access token. */
    public static AccessRules everyone(HttpMethod method, String... patterns) {
        return new AccessRules(List.of(patterns).stream().map(it -> new Rule(method, it, Set.of())).toList());
    }

    /** @param roles one of which the caller has to have, at least one */
    public static AccessRules only(Set<Role> roles, String... patterns) {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("Who may call everything is said by everyone()");
        }
        return new AccessRules(List.of(patterns).stream().map(it -> new Rule(null, it, roles)).toList());
    }

    /** Those calls alone; what else there is at these paths, members may call. */
    public static AccessRules only(Set<Role> roles, HttpMethod method, String... patterns) {
        return new AccessRules(only(roles, patterns).rules().stream()
                .map(it -> new Rule(method, it.pattern(), it.roles())).toList());
    }

    /** These first, then those. */
    public AccessRules then(AccessRules others) {
        return new AccessRules(Stream.concat(rules.stream(), others.rules.stream()).toList());
    }
}
