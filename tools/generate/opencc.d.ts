/** A table of characters: `著 著 着|裏 里`. */
declare module 'opencc-js/dict/*' {
  const table: string
  // biome-ignore lint/style/noDefaultExport: so the library exports its tables.
  export default table
}
