package org.meridian.membership.registers;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for registers.
 *
 * @param registers a file with more registers, in the form of {@code registers.json}; one with an id that is known replaces it
 */
@ConfigurationProperties("meridian")
public record RegisterSettings(@DefaultValue("") String registers) {}
