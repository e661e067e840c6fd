/** The checks that keep the contract: frozen schemas and bytes, evolution, conventions; and the tool for a release. */
@NullMarked
package org.meridian.schemas;

import org.jspecify.annotations.NullMarked;
