package org.joulelake.query;

/**
 * What a comparison looks at the energy of. All time of each session is in portions, one row each, as SQL: columns
 * {@code session, from_ns} (of the span), {@code rate, present, energy, first_index, end_index} of the power in it, and
 * {@code portion_energy, portion_s}, null of a portion that is not to be compared.
 */
interface Portions {

    /** As a call says. */
    static Portions of(Arguments arguments) {
        String per = arguments.optionalText("per").orElse(EqualPeriods.PER);
        return switch (per) {
            case EqualPeriods.PER -> EqualPeriods.of(arguments);
            case EventPortions.PER_EVENT -> EventPortions.of(arguments, false);
            case EventPortions.PER_CYCLE -> EventPortions.of(arguments, true);
            default ->
                throw new QueryException(
                        "per of compare must be 'period', 'event' or 'cycle', not '%s'".formatted(per));
        };
    }

    /** The statement. */
    String sql(Question question, Power power);

    /** How long each is in seconds, as SQL; null where they differ. */
    String seconds();

    /** What one is, in words. */
    String words();
}
