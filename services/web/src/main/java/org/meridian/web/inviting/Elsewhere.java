package org.meridian.web.inviting;

/**
 * Another country's node, where the same link can be followed.
 *
 * @param country its alias
 */
public record Elsewhere(String country, String url) {}
