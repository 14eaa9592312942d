import { staleFiles } from '../generate/all.ts'

/** Generated files that differ from what would be generated now. */
export const checkGenerated = async (root: string): Promise<string[]> => (await staleFiles(root)).map(([name]) => `${name} is stale: npm run generate`)
