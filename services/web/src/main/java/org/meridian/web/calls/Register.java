package org.meridian.web.calls;

/**
 * A register of practitioners.
 *
 * @param country the alias of the country that it is of
 * @param url     where somebody is looked up
 */
public record Register(String id, String country, String name, String url) {}
