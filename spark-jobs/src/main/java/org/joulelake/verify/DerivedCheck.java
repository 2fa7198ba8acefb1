package org.joulelake.verify;

import org.apache.iceberg.Table;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

import java.util.Iterator;
import java.util.List;

/**
 * Checks derived blocks: reads current and voltage from their files, multiplies them, and proves the products as if they
 * were in the lake. A derived block whose own row cannot be read is none here: {@link FileCheck} has named it.
 *
 * @param table {@code power.blocks}, serializable
 */
record DerivedCheck(Table table) implements FlatMapFunction<Row, Row> {

    /** A row of {@link DerivedPlan} becomes a {@link CheckedRow} for each of its blocks. */
    @Override
    public Iterator<Row> call(Row plan) {
        List<Derivation> blocks =
                plan.<Row>getList(0).stream().map(Derivation::new).toList();
        RowRequests requests = new RowRequests();
        blocks.forEach(block -> block.request(requests));
        requests.read(table);
        return blocks.stream().flatMap(block -> block.checked().stream()).iterator();
    }
}
