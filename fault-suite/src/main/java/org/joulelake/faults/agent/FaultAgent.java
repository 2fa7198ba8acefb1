package org.joulelake.faults.agent;

import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A Java agent. Its argument is {@code forced=FILE}, {@code slow=FILE} or the name of a {@link Sabotage}. */
public final class FaultAgent {

    private static final String FORCED = "forced=";
    private static final String SLOW = "slow=";

    private FaultAgent() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(String argument, Instrumentation instrumentation) {
        if (argument.startsWith(FORCED)) {
            ForcedLengths.writeTo(Path.of(argument.substring(FORCED.length())));
            advise("org.joulelake.edge.spool.RealDisk", "create", CreateAdvice.class, instrumentation);
            advise("org.joulelake.edge.spool.RealDisk", "cut", CutAdvice.class, instrumentation);
            advise("org.joulelake.edge.spool.RealDisk$RealFile", "force", ForceAdvice.class, instrumentation);
        } else if (argument.startsWith(SLOW)) {
            SlowDisk.whenThereIs(Path.of(argument.substring(SLOW.length())));
            advise("org.joulelake.edge.spool.RealDisk$RealFile", "force", SlowAdvice.class, instrumentation);
        } else {
            for (Sabotage.Cut cut : Sabotage.valueOf(argument).cuts()) {
                advise(cut.type(), cut.method(), cut.advice(), instrumentation);
            }
        }
    }

    /** Makes a jar by which a JVM finds this class on its own class path. */
    public static void writeJar(Path jar) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), FaultAgent.class.getName());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + jar + ": " + e.getMessage(), e);
        }
    }

    /** Options of a JVM that watches what its spool forces to the disk. */
    public static List<String> watching(Path jar, Path forced) {
        return List.of("-javaagent:" + jar + "=" + FORCED + forced);
    }

    /** Options of a JVM whose spool is on a disk that is slow as long as a file is there. */
    public static List<String> slowing(Path jar, Path mark) {
        return List.of("-javaagent:" + jar + "=" + SLOW + mark);
    }

    /** Options of a JVM that is broken. */
    public static List<String> sabotaging(Path jar, Sabotage sabotage) {
        return sabotage.cuts().isEmpty() ? List.of() : List.of("-javaagent:" + jar + "=" + sabotage.name());
    }

    private static void advise(String type, String method, Class<?> advice, Instrumentation instrumentation) {
        new AgentBuilder.Default()
                .type(ElementMatchers.named(type))
                .transform((builder, description, loader, module, domain) ->
                        builder.visit(Advice.to(advice).on(ElementMatchers.named(method))))
                .installOn(instrumentation);
    }
}
