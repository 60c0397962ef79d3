/** Tests of the canonical encoding; start with {@code KeyFormatTest}, which pins its bytes. */
@NullMarked
package dev.locache.key;

import org.jspecify.annotations.NullMarked;
