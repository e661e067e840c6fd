package org.meridian.web.calls;

import java.time.Instant;

/** @param id of an issuer at which somebody has an account that signs in here */
public record Linked(String id, String name, Instant linkedAt) {}
