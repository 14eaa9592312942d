/** Figures of the desk count as far as this; one more says that there are more. */
export const FIGURES_TO = 1_000
