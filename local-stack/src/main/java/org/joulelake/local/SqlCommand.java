package org.joulelake.local;

import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.Map;
import java.util.concurrent.Callable;

import org.joulelake.cli.CommandException;
import org.joulelake.cli.GlobalOptions;
import org.joulelake.query.QueryException;
import org.joulelake.spark.LakeSession;

/** {@code joulelake sql}: runs one statement and prints its rows. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "Ask the lake in Spark SQL. Its tables are power.blocks, power.samples (a view),"
                + " power.assignments and power.quarantine; its functions (energy, compare, waveform and others) stand in"
                + " docs/sql.md. Times are UTC.")
final class SqlCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions global;

    @Mixin
    private LakeOption lake;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private SqlFormat format;

    @Parameters(paramLabel = "STATEMENT", description = "A statement of Spark SQL.")
    private String statement;

    @Override
    public Integer call() throws Exception {
        try (OpenLake open = lake.open(global.settings());
                SparkSession spark = LakeSession.open("joulelake-sql", open.catalogSettings(), Map.of())) {
            format.print(spark.sql(statement), spec.commandLine().getOut());
            return 0;
        } catch (Exception e) {
            if (e instanceof SparkThrowable || e instanceof QueryException) {
                throw new CommandException("the statement cannot be run: " + e.getMessage(), e);
            }
            throw e;
        }
    }
}
