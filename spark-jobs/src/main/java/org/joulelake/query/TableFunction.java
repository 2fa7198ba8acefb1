package org.joulelake.query;

import java.util.List;

/** A function in the {@code FROM} of a statement, told as SQL over the tables of the lake. */
interface TableFunction {

    /** As it is called. */
    String name();

    /** Names of its arguments, those that may be left out last. */
    List<String> parameters();

    /** How many of them must be given. */
    int required();

    /** What it answers, in one sentence. */
    String description();

    /**
     * The statement that answers.
     *
     * @throws QueryException if there is no answer to these arguments
     */
    String sql(Arguments arguments);
}
