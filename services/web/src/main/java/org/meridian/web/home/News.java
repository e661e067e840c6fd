package org.meridian.web.home;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.meridian.web.calls.Digest;
import org.meridian.web.calls.Feed;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.JoinRequest;

/**
 * What a member finds when they come back.
 *
 * @param since   when they were last here
 * @param groups  all that they are in
 * @param offered those of other countries that have taken them in unasked
 * @param waiting their requests that nobody has answered
 */
public record News(Instant since, Feed feed, List<Group> groups, List<Group> offered, List<JoinRequest> waiting,
        Digest.Next digest) {

    /** Threads that are new, by the alias of their country, most first. */
    public Map<String, Integer> byCountry() {
        Map<String, Integer> all = new LinkedHashMap<>();
        feed.fresh().forEach(group -> group.byCountry().forEach((country, n) -> all.merge(country, n, Integer::sum)));
        Map<String, Integer> sorted = new LinkedHashMap<>();
        all.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(it -> sorted.put(it.getKey(), it.getValue()));
        return sorted;
    }

    /** Groups in which nothing is new. */
    public List<Group> quiet() {
        return groups.stream().filter(it -> feed.fresh().stream().noneMatch(fresh -> fresh.groupId().equals(it.id())))
                .toList();
    }
}
