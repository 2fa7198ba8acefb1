package org.joulelake.catalog;

import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;

/** {@code power.assignments}: which algorithm a device runs from when on, for blocks that do not say it. */
public final class AssignmentsTable {

    /** Name of the table. */
    public static final TableIdentifier ID = TableIdentifier.of("power", "assignments");

    public static final String DEVICE = "device";
    public static final String ALGORITHM = "algorithm";
    public static final String VALID_FROM_NS = "valid_from_ns";

    /** The columns; field ids are part of the stored data and never change. */
    public static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, DEVICE, Types.StringType.get(), "name of the instrument"),
            Types.NestedField.required(2, ALGORITHM, Types.StringType.get(), "algorithm that it runs"),
            Types.NestedField.required(
                    3, VALID_FROM_NS, Types.LongType.get(), "from when on, in nanoseconds since the Unix epoch"));

    private AssignmentsTable() {}
}
