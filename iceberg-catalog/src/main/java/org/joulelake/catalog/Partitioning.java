package org.joulelake.catalog;

import org.apache.iceberg.PartitionSpec;

/** How {@code power.blocks} is partitioned when it is made. */
public enum Partitioning {
    /** By device, algorithm and hour: for devices that run much of the time. */
    HOUR,
    /** By device, algorithm and day: for devices that run little. */
    DAY,
    /** By {@link #DEVICE_BUCKETS} buckets of devices, algorithm and hour: for fleets of many hundred devices. */
    BUCKET;

    /** Buckets of devices in {@link #BUCKET}. */
    public static final int DEVICE_BUCKETS = 64;

    PartitionSpec spec() {
        PartitionSpec.Builder spec = PartitionSpec.builderFor(BlocksTable.SCHEMA);
        return switch (this) {
            case HOUR ->
                spec.identity(BlocksTable.DEVICE)
                        .identity(BlocksTable.ALGORITHM)
                        .hour(BlocksTable.START_TIME)
                        .build();
            case DAY ->
                spec.identity(BlocksTable.DEVICE)
                        .identity(BlocksTable.ALGORITHM)
                        .day(BlocksTable.START_TIME)
                        .build();
            case BUCKET ->
                spec.bucket(BlocksTable.DEVICE, DEVICE_BUCKETS)
                        .identity(BlocksTable.ALGORITHM)
                        .hour(BlocksTable.START_TIME)
                        .build();
        };
    }
}
