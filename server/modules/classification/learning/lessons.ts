import { decide } from '#kernel/decision-table.ts'
import type { Job } from '../port.ts'
import { type Entry, hintsOf, spokenIn } from '../words.ts'
import { type Example, teach } from './teach.ts'
import { written } from './model.ts'

const first = (text: string, entries: readonly Entry[]) => spokenIn(text, entries)[0]?.code ?? null

/** What a text is read as: the point and what they want. */
export const readAs = (text: string, wants: string): string => (wants ? `${text}\n${wants}` : text)

const exampleOf = ({ categories, natures, urgency }: Job, { complaintId, text, wants, channel, claimFen, ...known }: Job['lessons'][number]): Example => {
  const read = readAs(text, wants)
  const spoken = spokenIn(read, categories)
  return {
    text: read, group: complaintId, hints: hintsOf(spoken), answers: { category: known.category, nature: known.nature, urgency: known.urgency },
    told: {
      category: spoken[0]?.code ?? null, nature: first(read, natures),
      urgency: String(decide(urgency, { text, wants, channel, customerClass: '', amountFen: claimFen, repeat: false }).gives.urgency),
    },
  }
}

/** From closed cases to a model and what it is worth. */
export const learnFrom = (job: Job) => {
  const { model, report } = teach(job.lessons.map((lesson) => exampleOf(job, lesson)))
  return { learnt: new Uint8Array(written(model)), report }
}
