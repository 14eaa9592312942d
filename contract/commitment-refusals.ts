import { refusal } from './endpoint.ts'

/** Words that promise more than who sends them may commit: they go to somebody who may, or are changed. */
export const needsApproval = refusal('commitment/needs-approval', 409)
