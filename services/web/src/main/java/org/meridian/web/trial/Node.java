package org.meridian.web.trial;

import org.meridian.web.calls.DemoMailCalls;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.PostsCalls;

/**
 * A country's node, as those who live there call it.
 *
 * @param url where its pages are, without a slash at the end
 */
record Node(String country, String url, MembershipCalls membership, PostsCalls posts, DemoMailCalls mail) {}
