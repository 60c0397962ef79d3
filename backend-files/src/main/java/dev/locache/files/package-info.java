/**
 * The backend that keeps each entry in a file of its own:
 *
 * <pre>
 * &lt;directory&gt;/files-v1.lock                                            locks of keys
 * &lt;directory&gt;/files-v1/&lt;interface&gt;/&lt;method&gt;/&lt;2 hex&gt;/&lt;62 hex&gt;.entry   entries
 * &lt;directory&gt;/files-v1/tmp/&lt;32 hex&gt;.tmp                                  entries being written
 * </pre>
 *
 * <p>{@link dev.locache.files.FilesBackendProvider} is the door. Behind it, {@code FilesBackend}
 * has the verbs; a key becomes an {@code EntryName} among the {@code MethodFiles} of its method,
 * and everything that touches the disk goes through {@code FileOps}. A file's bytes are those of
 * {@link dev.locache.spi.EntryFormat}, its modification time is the entry's last use.
 *
 * <p>Types are non-null unless they say {@link org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.locache.files;

import org.jspecify.annotations.NullMarked;
