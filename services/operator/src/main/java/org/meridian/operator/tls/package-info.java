/**
 * The border's TLS: this node's certificate, read again when its file changes, and whose certificates are believed. A peer is
 * believed by the authority of its offer and the name of its Kafka; each refusal is one sentence.
 */
@NullMarked
package org.meridian.operator.tls;

import org.jspecify.annotations.NullMarked;
