package org.meridian.web.calls;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a post or a reply said at a time.
 *
 * @param version  which of its texts it is, from 1
 * @param bodyHtml as safe HTML
 */
public record Text(int version, Instant writtenAt, @Nullable String title, String bodyHtml, List<String> tags,
        @Nullable String jurisdiction, @Nullable String language) {}
