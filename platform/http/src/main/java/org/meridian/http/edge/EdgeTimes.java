package org.meridian.http.edge;

import java.time.Duration;

/**
 * How long a connection may take.
 *
 * @param request from its first byte to the end of its head, and from there to the end of its body; a body has more by its size
 * @param idle    between two requests
 * @param unread  while nothing of an answer is read
 * @param closing to read why a request was refused, and to hang up
 * @param grace   before somebody has to make room for others
 */
record EdgeTimes(Duration request, Duration idle, Duration unread, Duration closing, Duration grace) {

    static final EdgeTimes USUAL = new EdgeTimes(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30),
            Duration.ofSeconds(2), Duration.ofSeconds(1));
}
