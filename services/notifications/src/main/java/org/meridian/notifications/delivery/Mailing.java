package org.meridian.notifications.delivery;

/**
 * A mail on its way.
 *
 * @param id        what it is about, the same however often it is tried; its Message-ID is derived from it
 * @param kind      which {@link Messages} write it
 * @param subjectId what they write about: a digest, a post, a reply or a join request
 */
public record Mailing(String id, String memberId, String kind, String subjectId) {}
