package org.meridian.posts.publishing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.events.posts.EarlierText;
import org.meridian.events.posts.PostContent;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a post or a reply said at a time.
 *
 * @param version which of its texts it is, from 1; its content has the same
 */
public record Text(int version, Instant writtenAt, @Nullable String title, String body, List<String> tags,
        @Nullable String jurisdiction, @Nullable String language) {

    static Text of(EarlierText it) {
        return new Text(it.getVersion(), it.getWrittenAt(), it.getTitle(), it.getBody(), it.getTags(),
                it.getJurisdiction(), it.getLanguage());
    }

    public EarlierText asEarlier() {
        return new EarlierText(version, writtenAt, title, body, tags, jurisdiction, language);
    }

    /** The texts before this one, as a row has them; null where there are none. */
    static @Nullable String column(PostContent content) {
        return content.getEarlier().isEmpty()
                ? null
                : JsonMapper.shared().writeValueAsString(content.getEarlier().stream().map(Text::of).toList());
    }

    /** Oldest first. */
    public static List<Text> earlier(@Nullable String column) {
        return column == null ? List.of() : List.of(JsonMapper.shared().readValue(column, Text[].class));
    }
}
