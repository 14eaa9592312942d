import { TableName } from '#contract/table-form.ts'

/** The decision tables an organisation publishes versions of. */
export const TABLES = TableName.options
