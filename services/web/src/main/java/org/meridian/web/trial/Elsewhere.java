package org.meridian.web.trial;

/**
 * Another country's node.
 *
 * @param url where its pages are, without a slash at the end
 */
public record Elsewhere(String country, String url) {}
