import { allows } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { holders, roleBook } from './units.ts'

/** Everybody whose posts allow a command. */
export const approversOf = async (read: Reader, organizationId: string, permission: string): Promise<string[]> => {
  const [book, all] = await Promise.all([roleBook(read, organizationId), holders(read, organizationId)])
  const roles = new Set(book.roles.filter((role) => allows(role.permissions)(permission)).map(({ code }) => code))
  return [...new Set(all.filter(({ role }) => roles.has(role)).map(({ personId }) => personId))]
}
