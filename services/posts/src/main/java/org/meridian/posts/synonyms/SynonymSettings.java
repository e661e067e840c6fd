package org.meridian.posts.synonyms;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for search.
 *
 * @param synonyms a file with more words for the same, in the form of {@code synonyms.json}
 */
@ConfigurationProperties("meridian")
public record SynonymSettings(@DefaultValue("") String synonyms) {}
