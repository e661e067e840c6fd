/**
 * Who is here and who belongs where: {@code signup} lets people in, {@code people} shows them, {@code groups} founds and
 * finds groups, {@code joining} brings the two together. All rows are written by
 * {@link org.meridian.membership.MembershipReadModel}.
 */
@NullMarked
package org.meridian.membership;

import org.jspecify.annotations.NullMarked;
