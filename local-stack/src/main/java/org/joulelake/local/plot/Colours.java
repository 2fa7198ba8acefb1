package org.joulelake.local.plot;

import java.util.List;

/** Colours that people see apart whatever colours they see: blue and vermilion of M. Okabe and K. Ito, 2008. */
final class Colours {

    /** Of the first and of the second waveform, as RGB. */
    static final List<Integer> CURVES = List.of(0x0072B2, 0xD55E00);

    private Colours() {}
}
