package dev.locache.fingerprint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the object of a lambda or method reference runs.
 *
 * @param name stands for the code of the body and for the interfaces: the same in every run,
 *     wherever the lambda stands and however it is numbered
 * @param captured the values that it was made with, in the order of the code; the receiver of a
 *     bound method reference, or {@code this}, comes first
 */
public record LambdaCode(String name, List<@Nullable Object> captured) {}
