package org.joulelake.catalog;

import static org.apache.iceberg.types.Types.NestedField.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types.FloatType;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StringType;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import org.joulelake.cli.CommandException;

/** What an upgrade does to one table; what kinds of catalogs make of it is in {@link LakeTablesSuite}. */
class TableUpgradeTest {

    private static final TableDefinition BLOCKS =
            TableDefinition.all(Partitioning.HOUR).get(0);

    @AutoClose
    private final InMemoryCatalog catalog = EmptyLake.inMemory();

    @Test
    void elementsOfAListAreWidened() {
        List<NestedField> columns = new ArrayList<>(BlocksTable.SCHEMA.columns());
        columns.replaceAll(column -> column.name().equals(BlocksTable.BUCKET_SUM)
                ? required(column.fieldId(), column.name(), ListType.ofRequired(32, FloatType.get()), column.doc())
                : column);
        Table table = catalog.createTable(BlocksTable.ID, new Schema(columns));
        assertThat(TableUpgrade.apply(table, BLOCKS))
                .contains("widened column bucket_sum.element of power.blocks from float to double");
        assertThat(table.schema().asStruct()).isEqualTo(BlocksTable.SCHEMA.asStruct());
        assertThat(TableUpgrade.apply(table, BLOCKS)).isEmpty();
    }

    @Test
    void aListThatIsMissingIsAddedInItsPlaceAndNotTouchedAgain() {
        List<NestedField> columns = new ArrayList<>(BlocksTable.SCHEMA.columns());
        columns.removeIf(column -> column.name().equals(BlocksTable.BUCKET_MIN));
        Table table = catalog.createTable(BlocksTable.ID, new Schema(columns));
        assertThat(TableUpgrade.apply(table, BLOCKS)).contains("added column bucket_min to power.blocks");
        assertThat(table.schema().columns())
                .extracting(NestedField::name)
                .containsExactlyElementsOf(BlocksTable.SCHEMA.columns().stream()
                        .map(NestedField::name)
                        .toList());
        assertThat(TableUpgrade.apply(table, BLOCKS)).isEmpty();
    }

    @Test
    void aTableFromBeforeDerivedBlocksGetsTheColumnForThem() {
        List<NestedField> columns = new ArrayList<>(BlocksTable.SCHEMA.columns());
        columns.removeIf(column -> column.name().equals(BlocksTable.DERIVED));
        Table table = catalog.createTable(BlocksTable.ID, new Schema(columns));
        assertThat(TableUpgrade.apply(table, BLOCKS)).contains("added column derived to power.blocks");
        assertThat(table.schema().findField(BlocksTable.DERIVED).isOptional()).isTrue();
        assertThat(table.schema().findField(BlocksTable.DERIVED).fieldId()).isEqualTo(33);
        assertThat(table.schema().findField(BlocksTable.VALUES + ".element").fieldId())
                .as("a column that was there before")
                .isEqualTo(28);
        assertThat(TableUpgrade.apply(table, BLOCKS)).isEmpty();
    }

    @Test
    void aFirstColumnThatIsMissingBecomesTheFirst() {
        List<NestedField> columns = BlocksTable.SCHEMA
                .columns()
                .subList(1, BlocksTable.SCHEMA.columns().size());
        Table table = catalog.createTable(BlocksTable.ID, new Schema(columns));
        TableUpgrade.apply(table, BLOCKS);
        assertThat(table.schema().columns().get(0).name()).isEqualTo(BlocksTable.DEVICE);
    }

    @Test
    void aColumnThatCannotBeChangedInPlaceIsNamedAndNothingChanged() {
        Table table = catalog.createTable(
                BlocksTable.ID, new Schema(required(1, BlocksTable.SAMPLE_COUNT, StringType.get())));
        assertThatThrownBy(() -> TableUpgrade.apply(table, BLOCKS))
                .isInstanceOf(CommandException.class)
                .hasMessage("column sample_count of table power.blocks is of type string, not int, and cannot be"
                        + " changed in place; rename it, then run catalog init again");
        table.refresh();
        assertThat(table.schema().columns()).hasSize(1);
        assertThat(table.properties()).doesNotContainKey(TableDefinition.SCHEMA_VERSION_PROPERTY);
    }

    @Test
    void aVersionThatIsNoNumberIsNamed() {
        Table table = catalog.buildTable(BlocksTable.ID, BlocksTable.SCHEMA)
                .withProperty(TableDefinition.SCHEMA_VERSION_PROPERTY, "new")
                .create();
        assertThatThrownBy(() -> TableUpgrade.apply(table, BLOCKS))
                .isInstanceOf(CommandException.class)
                .hasMessage("table power.blocks has the property joulelake.schema-version = 'new', which is not a"
                        + " number; set it to the version that made the table");
    }
}
