import { refusal } from './endpoint.ts'

export const bodyUnknown = refusal('proceeding/body-unknown', 422)
/** The body's number stands with another case: it goes on there. */
export const numberKnown = refusal('proceeding/number-known', 409)
/** The same, where whoever asks does not see that case. */
export const numberElsewhere = refusal('proceeding/number-elsewhere', 409)
/** Whoever passed the complaint on has not been told what came of it. */
export const reportMissing = refusal('proceeding/report-missing', 409)
