import { z } from 'zod'
import { phoneKey } from '#modules/customer/rules.ts'
import { type Case, judged, type Recogniser, skipped } from './suite.ts'

const Normalised = z.object({ input: z.string(), region: z.string(), e164: z.string().nullable() })
const Examples = z.record(z.string(), z.object({ cc: z.number() }).catchall(z.union([z.string(), z.number()])))
const File = z.looseObject({ phone_normalisation: z.array(Normalised), phone_example_numbers_national: Examples.optional() })

/** Numbers of persons and firms: the product keeps none of them. */
const NOT_KEPT = ['cn_resident_id', 'cn_uscc']
const OWN_REGION = 'CN'

/** How telephone numbers are written and the one form they are recognised by. */
export const numbers: Recogniser = (content) => {
  const file = File.safeParse(content).data
  if (!file) return null
  const identities = NOT_KEPT.flatMap((list) => listed(file[list]).map((_, i) => skipped(`${list}-${i + 1}`, 'numbers of identity are not kept')))
  return [...file.phone_normalisation.map(normalised), ...Object.entries(file.phone_example_numbers_national ?? {}).flatMap(examples), ...identities]
}

const listed = (lists: unknown): unknown[] => (typeof lists === 'object' && lists !== null ? Object.values(lists).flat() : [])

function normalised({ input, region, e164 }: z.infer<typeof Normalised>, index: number): Case {
  const id = `phone_normalisation-${index + 1}`
  if (region !== OWN_REGION && !/^\s*(\+|00)/.test(input)) return skipped(id, 'a number without its country code is read as Chinese')
  return { id, run: () => judged(phoneKey(input) === e164, e164, phoneKey(input)) }
}

/** Numbers that exist: written with their country they are recognised as themselves. */
function examples([region, { cc, ...kinds }]: [string, { readonly cc: number; readonly [kind: string]: string | number }]): Case[] {
  return Object.entries(kinds).map(([kind, national]) => {
    const expected = `+${cc}${national}`
    return { id: `phone_example-${region}-${kind}`, run: () => judged(phoneKey(expected) === expected, expected, phoneKey(expected)) }
  })
}
