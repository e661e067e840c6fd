package org.meridian.web.page;

import java.time.ZoneId;

/**
 * Who reads a page.
 *
 * @param home the alias of their country
 * @param zone whose wall clock they live by
 */
public record Reader(String name, String home, ZoneId zone) {}
