// What a spreadsheet program would take for a formula, also in full width and behind blanks. What looks marked already is marked once more, so that every cell comes back as it was.
const FORMULA = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r])/
const MARKED = /^'(?='*(?:\s*[=+\-@＝＋－＠]|[\t\r]))/

/** Text that no spreadsheet program works out. */
export const inert = (value: string): string => (FORMULA.test(value) ? `'${value}` : value)

/** A cell of comma-separated text that no spreadsheet program works out: it is told as text, by the mark such programs take for that (OWASP, CSV injection). */
export const csvCell = (value: string): string => `"${inert(value).replaceAll('"', '""')}"`

/** A cell as it was before `csvCell` marked it. */
export const unmarked = (value: string): string => value.replace(MARKED, '')
