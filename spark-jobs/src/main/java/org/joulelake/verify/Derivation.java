package org.joulelake.verify;

import org.apache.iceberg.data.Record;
import org.apache.spark.sql.Row;

import java.util.List;
import java.util.Optional;

import org.joulelake.block.DerivedBlock;
import org.joulelake.block.Product;
import org.joulelake.blockfile.StoredBlock;

/** A derived block whose samples are computed again from those of current and voltage. */
final class Derivation {

    /** Fields of a block in {@link DerivedPlan}. */
    private static final int FILE = 0;

    private static final int ROW = 1;
    private static final int FIRST_SAMPLE = 2;
    private static final int SAMPLE_COUNT = 3;
    private static final int FACTORS = 4;

    /** Fields of a block of current or voltage there. */
    private static final int FACTOR_SIGNAL = 0;

    private static final int FACTOR_FILE = 1;
    private static final int FACTOR_ROW = 2;
    private static final int FACTOR_FIRST_SAMPLE = 3;

    private final Row plan;
    private final long firstSample;
    private final SampleRange current;
    private final SampleRange voltage;
    private Optional<Record> columns = Optional.empty();

    Derivation(Row plan) {
        this.plan = plan;
        firstSample = plan.getLong(FIRST_SAMPLE);
        current = new SampleRange(firstSample, plan.getInt(SAMPLE_COUNT));
        voltage = new SampleRange(firstSample, plan.getInt(SAMPLE_COUNT));
    }

    /** Asks for its own row and those of the samples that it is made of. */
    void request(RowRequests requests) {
        requests.add(plan.getString(FILE), plan.getLong(ROW), block -> columns = Optional.of(block.columns()));
        for (Row factor : plan.<Row>getList(FACTORS)) {
            SampleRange range = factor.getString(FACTOR_SIGNAL).equals(DerivedBlock.CURRENT) ? current : voltage;
            requests.add(
                    factor.getString(FACTOR_FILE),
                    factor.getLong(FACTOR_ROW),
                    block -> range.fill(factor.getLong(FACTOR_FIRST_SAMPLE), block.samples()));
        }
    }

    /** What is to be said of it, once all was read that can be; nothing if its own row was not. */
    Optional<Row> checked() {
        return columns.map(row -> {
            List<String> problems = problems(row);
            return CheckedRow.of(row, plan.getString(FILE), problems.isEmpty() ? null : String.join("; ", problems));
        });
    }

    private List<String> problems(Record row) {
        if (!current.isWhole()) {
            return List.of(missing(DerivedBlock.CURRENT, current));
        }
        return voltage.isWhole()
                ? BlockProof.problems(new StoredBlock(row, products()))
                : List.of(missing(DerivedBlock.VOLTAGE, voltage));
    }

    private static String missing(String signal, SampleRange range) {
        return "its samples cannot be computed, as the lake has no readable samples %d to %d of %s"
                .formatted(range.firstMissing(), range.lastMissing(), signal);
    }

    private float[] products() {
        float[] products = new float[current.samples().length];
        for (int i = 0; i < products.length; i++) {
            products[i] = Product.of(current.samples()[i], voltage.samples()[i]);
        }
        return products;
    }
}
