package org.meridian.web.calls;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What others have begun in all groups that the caller is in, by when it arrived, the newest first.
 *
 * @param fresh how much there is, whatever the limit; groups with most first
 */
public record Feed(List<Item> items, @JsonProperty("new") List<Count> fresh) {

    /** @param group what the group is called; null as long as that has not come */
    public record Item(@JsonUnwrapped Post post, @Nullable String group, Instant arrivedAt) {}

    /** @param byCountry threads by the alias of their country */
    public record Count(String groupId, @Nullable String group, Map<String, Integer> byCountry) {

        public int threads() {
            return byCountry.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    public int threads() {
        return fresh.stream().mapToInt(Count::threads).sum();
    }

    /** Of one group. */
    public List<Item> of(String groupId) {
        return items.stream().filter(it -> it.post().groupId().equals(groupId)).toList();
    }
}
