/** The decision tables an organisation publishes versions of. */
export const TABLES = ['urgency', 'compensation', 'authority', 'clocks', 'closing', 'review', 'liaison', 'evidence'] as const
export type TableName = (typeof TABLES)[number]
