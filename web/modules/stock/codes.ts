/** Codes as they come out of a table: one in a line, of several cells the first. Quotation marks of comma-separated text fall away. */
export const codesIn = (pasted: string): string[] => pasted.split(/\r?\n/).map((line) => (line.split(/[\t,，;；]/)[0] ?? '').trim().replace(/^"(.*)"$/, '$1').trim()).filter((code) => code !== '')

/** A whole number that was typed; null: it is none. */
export const wholeOf = (typed: string): number | null => (/^\d{1,7}$/.test(typed.trim()) ? Number(typed) : null)
