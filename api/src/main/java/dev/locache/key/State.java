package dev.locache.key;

import dev.locache.spi.Digest128;
import java.util.List;
import java.util.Set;

/**
 * What an implementation holds in its fields.
 *
 * @param digest stands for the content of all fields; means nothing while there are problems
 * @param collaborators the classes of the application's own code that were met, the
 *     implementation's among them, in the order they were met
 * @param problems one message for each field that cannot be part of a key, with the ways out
 */
public record State(Digest128 digest, Set<Class<?>> collaborators, List<String> problems) {}
