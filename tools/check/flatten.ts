/** Every text of a tree of words, with the path to it. */
export const flatten = (value: unknown, path: string): [string, string][] => {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => flatten(inner, path ? `${path}.${key}` : key))
}
