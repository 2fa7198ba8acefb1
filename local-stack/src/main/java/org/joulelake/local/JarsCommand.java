package org.joulelake.local;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** {@code joulelake jars}: what another Spark needs. */
@Command(
        name = "jars",
        mixinStandardHelpOptions = true,
        description =
                "Print the jars that another Spark of the same version needs for the lake and its SQL functions, separated"
                        + " by commas: spark-sql --jars \"$(joulelake jars)\""
                        + " --conf spark.sql.extensions=org.joulelake.query.LakeExtensions")
final class JarsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(SparkJars.list());
        out.flush();
        return 0;
    }
}
