/** Lists and figures of the desk are counted as far as this; one more says that there are more. */
export const FIGURES_TO = 1_000
