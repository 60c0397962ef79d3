/**
 * What earlier runs found out, kept beside the entries: answers about code that has not changed,
 * and what keys were made of, so that a miss can be explained. All of it is disposable: without it
 * code is read again, and an explanation says less.
 *
 * <p>Start with {@link dev.locache.history.History}, the door.
 *
 * <pre>
 * SideFiles       small sealed files below the cache's directory
 *   CodeVersions    the parts of each version of a method's code   → CodeChanges, between two of them
 *   KnownStates     the fields that a digest of state stands for
 *   KnownCalls      the state and arguments that a key's digest stands for, each by a digest
 * </pre>
 *
 * <p>Of arguments and state only digests are kept, never values. Types are non-null unless they say
 * {@link org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.locache.history;

import org.jspecify.annotations.NullMarked;
