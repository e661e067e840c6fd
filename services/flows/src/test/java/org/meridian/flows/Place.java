package org.meridian.flows;

/** A country as people see it who live there, however its node runs. */
interface Place {

    String alias();

    /** Calls without a token, at the one address that the country has. */
    Http anybody();
}
