package org.joulelake.local.stack;

/**
 * Loopback ports of the embedded services; 0 takes a free one.
 *
 * @param kafka of the broker
 * @param s3 of the S3 endpoint
 * @param catalog of the REST catalog
 */
public record Ports(int kafka, int s3, int catalog) {

    /** Free ports, for a stack that lives as long as one command. */
    public static final Ports FREE = new Ports(0, 0, 0);
}
