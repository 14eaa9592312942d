import type { tellFeedback } from '#modules/feedback/commands.ts'

/** Praise or a suggestion as the feedback module takes it. */
export type Told = Parameters<(typeof tellFeedback)['run']>[1]
