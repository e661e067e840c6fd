package org.meridian.web.page;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a page.
 *
 * @param home the alias of their country
 * @param zone     whose wall clock they live by
 * @param language in which they read, its tag; null where they have chosen none
 */
public record Reader(String name, String home, ZoneId zone, @Nullable String language) {}
