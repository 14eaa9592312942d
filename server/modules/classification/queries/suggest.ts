import type { z } from 'zod'
import type { SuggestedCategory, suggest as contract } from '#contract/classification.ts'
import { Nature, Urgency } from '#contract/packs.ts'
import { decide } from '#kernel/decision-table.ts'
import { query } from '#kernel/query.ts'
import { complainedBefore } from '#modules/complaint/queries/case.ts'
import { isSameMatter } from '#modules/complaint/queries/matters.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { type Likely, predict } from '../learning/model.ts'
import { readAs } from '../learning/lessons.ts'
import { type Entry, type Spoken, hintsOf, spokenIn, suggestedBy } from '../words.ts'
import { categoryWords } from './lexicon.ts'
import { modelInForce } from './models.ts'

const MOST = { category: 3, nature: 1, urgency: 1 } as const

type Backed = Omit<SuggestedCategory, 'code'>

const backed = ({ confidence, pieces }: Likely, spoken: Spoken | undefined): Backed => ({
  confidence, by: 'model', words: [...new Set([...(spoken?.words ?? []), ...pieces.map(({ words }) => words)])].slice(0, 6),
})

/** What the model says first; words may add what it does not know. */
const categoriesFor = (learnt: readonly Likely[] | undefined, spoken: readonly Spoken[], words: readonly Entry[]): SuggestedCategory[] => {
  const known = (learnt ?? []).filter(({ code }) => words.some((entry) => entry.code === code))
  const first = known.map((one) => ({ code: one.code, ...backed(one, spoken.find(({ code }) => code === one.code)) }))
  const rest = suggestedBy(spoken, words, MOST.category).filter(({ code }) => !first.some((one) => one.code === code))
  return [...first, ...rest].slice(0, MOST.category)
}

/** Learnt, else by words. @param fits whether a code is one of the values. */
const oneOf = <T extends string>(values: readonly T[], learnt: readonly Likely[] | undefined, spoken: readonly Spoken[]): (Backed & { value: T }) | null => {
  const [likely] = learnt ?? []
  const [word] = suggestedBy(spoken, [], 1)
  const value = values.find((each) => each === (likely?.code ?? word?.code))
  if (!value) return null
  if (likely) return { value, ...backed(likely, spoken.find(({ code }) => code === value)) }
  return word ? { value, confidence: word.confidence, by: 'words', words: word.words } : null
}

type Input = z.output<typeof contract.input>

const isMore = (than: string, value: string) => Urgency.options.indexOf(value as Urgency) > Urgency.options.indexOf(than as Urgency)

/** What is likely about a text while it is typed, each with the words that made it. Never applied by itself. */
export const suggest = query('complaint.suggest', async (read, actor, input: Input, now) => {
  const pack = await currentPack(read, actor.organizationId)
  const wants = input.wants ?? ''
  const [before, again, table, words, inForce] = await Promise.all([complainedBefore(read, input.customerId ? [input.customerId] : []), isSameMatter(read, input, pack.body.pack.windows.sameMatterDays, now), pack.policy('urgency'), categoryWords(read, actor.organizationId, pack), modelInForce(read, actor.organizationId)])
  const fired = decide(table, { text: input.text, wants, channel: input.channel ?? 'phone', customerClass: '', amountFen: input.claimFen ?? 0, repeat: before.size > 0, sameMatter: again })
  const why = fired.gives.why as Record<string, string>
  const urgency = fired.gives.urgency as Urgency
  const text = readAs(input.text, wants)
  const spoken = spokenIn(text, words)
  const learnt = inForce && text.trim() ? predict(inForce.model, text, hintsOf(spoken), MOST) : {}
  const more = oneOf(Urgency.options, learnt.urgency, [])
  return {
    urgency, urgencyRule: fired.ruleId, why: why[actor.locale] ?? '', categories: categoriesFor(learnt.category, spoken, words),
    nature: oneOf(Nature.options, learnt.nature, spokenIn(text, pack.body.natures)), urgencyLearnt: more && isMore(urgency, more.value) ? more : null, modelId: inForce?.id ?? null,
  }
})
