/**
 * The services a lake on one computer needs, inside one JVM: a Kafka broker, an S3 endpoint and an Iceberg REST catalog.
 *
 * <p>All of them listen on 127.0.0.1 only, start on a given port or on a free one (port 0), keep what they store in
 * directories of the caller's choice and go on with it after a restart. The usual order of start is {@link
 * org.joulelake.embedded.EmbeddedS3}, {@link org.joulelake.embedded.EmbeddedCatalog}, {@link
 * org.joulelake.embedded.EmbeddedKafka}; close them in reverse. Threads of the broker and of the S3 endpoint are not
 * daemons: a JVM ends only after both are closed, so close them in {@code finally}. A start that fails throws {@link
 * org.joulelake.embedded.ServiceStartException} and leaves nothing running.
 *
 * <p>Only one process may use the directories at a time. The credentials are fixed and public: they keep nobody out who
 * can run a process on this computer.
 */
package org.joulelake.embedded;
