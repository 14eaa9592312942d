/** The decision tables an organisation publishes versions of. */
export const TABLES = ['urgency', 'compensation', 'authority', 'clocks', 'closing', 'review', 'liaison'] as const
export type TableName = (typeof TABLES)[number]
