package org.meridian.web.signin;

/**
 * Asking for a mail to sign in with.
 *
 * @param id       with which the mailed code is good
 * @param email    as it was typed
 * @param newcomer whether they signed up
 */
public record Attempt(String id, String email, boolean newcomer) {}
