/** RFC 4180: the rows of a table with a heading, each as an object by column. Quotes may enclose commas, line breaks and doubled quotes. */
export const readCsv = (text: string): Record<string, string>[] => {
  const rows: string[][] = [[]]
  // One field, quoted or plain, and what ends it.
  for (const [, quoted, plain, end] of text.replace(/^\ufeff/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '') break
    if (end !== ',') rows.push([])
  }
  const [heading = [], ...body] = rows
  return body.filter((row) => row.length > 1 || row[0] !== '').map((row) => Object.fromEntries(heading.map((name, i) => [name, row[i] ?? ''])))
}
