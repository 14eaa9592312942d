import type { Rule } from './table-shape.ts'

const dayIn = ({ gives }: Rule, name: string) => { const day = gives[name]; return typeof day === 'string' && day !== '' ? day : null }

/** Rules that begin after they have ended: they never hold, and nobody would see it. */
export const reversedIn = (rules: readonly Rule[]): { readonly rule: string; readonly from: string; readonly through: string }[] => rules.flatMap((rule) => {
  const [from, through] = [dayIn(rule, 'validFrom'), dayIn(rule, 'validThrough')]
  return from && through && from > through ? [{ rule: rule.id, from, through }] : []
})
