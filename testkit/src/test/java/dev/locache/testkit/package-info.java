/** Tests of the testkit: its fakes, and that the contracts pass and fail where they should. */
@NullMarked
package dev.locache.testkit;

import org.jspecify.annotations.NullMarked;
