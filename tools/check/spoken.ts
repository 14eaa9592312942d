import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LOCALES } from '#contract/common.ts'
import { ROOT } from '#kernel/root.ts'
import { packCodes, readPack } from '#modules/packs/load.ts'
import { sources } from './contracts.ts'

interface Areas { readonly area: Record<string, string>; readonly act: Record<string, string>; readonly actOf: Record<string, Record<string, string>> }

const read = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, 'locales', LOCALES[0], file), 'utf8'))

/** What the page of roles cannot put into words: it reads a permission by its area and its act. */
const unspokenPermissions = (): string[] => {
  const { area: areas, act: acts, actOf } = (read('web/settings.json') as { pack: Areas }).pack
  const permissions = new Set(packCodes(ROOT).flatMap(({ code }) => readPack(ROOT, code).roles).flatMap((role) => role.permissions).filter((permission) => permission !== '*'))
  return [...permissions].flatMap((permission) => {
    const [area = '', act = ''] = permission.split('.')
    return [
      ...(areas[area] ? [] : [`pack.area.${area} is missing for the permission ${permission}`]),
      ...(act === '*' || acts[act] || actOf[area]?.[act] ? [] : [`pack.act.${act} is missing for the permission ${permission}`]),
    ]
  })
}

/** Lists that the trail cannot put into words: it says who looked at what. */
const unspokenLists = (): string[] => {
  const { query } = read('terms.json') as { query: Record<string, string> }
  const names = sources('server/modules').flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/\blisting\(\s*'([\w.-]+)'/g)].map((match) => match[1] ?? ''))
  return [...new Set(names)].filter((name) => !query[name]).map((name) => `terms.query.${name} is missing for what the trail tells of that list`)
}

/** Permissions and lists are shown in words, not by their names in the program; the other locales are compared with the first elsewhere. */
export const checkSpoken = (): string[] => [...new Set([...unspokenPermissions(), ...unspokenLists()])].sort()
