/** Words of one locale: area (file name) → its texts. */
export type Bundle = Readonly<Record<string, Record<string, unknown>>>

/** `../../locales/en/web/desk.json` → `desk`. */
export const byArea = (files: Record<string, unknown>): Bundle =>
  Object.fromEntries(Object.entries(files).map(([path, texts]) => [path.split('/').at(-1)?.replace('.json', '') ?? path, texts as Record<string, unknown>]))
