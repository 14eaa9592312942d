import type { Instant } from '#kernel/time.ts'
import { createGroup } from '#modules/grouping/commands.ts'
import type { Folder } from '../play.ts'
import type { Drawn } from '../scene.ts'
import { at, type Interlude, whoMay } from './interlude.ts'

const LEAST = 2
/** Too few for an incident of the year to be among them. */
const MOST_DAYS = 10

/** The kind of matter that came up most often of late, and its cases. */
const alike = (folders: readonly Folder[], from: Instant): readonly Folder[] => {
  const recent = folders.filter((f) => f.id !== '' && f.row.start > from && f.row.matter.category)
  const kinds = [...new Set(recent.map((f) => f.row.matter.category))].map((kind) => recent.filter((f) => f.row.matter.category === kind))
  return kinds.sort((a, b) => b.length - a.length)[0] ?? []
}

/** Cases of one kind, looked at together. */
export const groupsOf = (drawn: Drawn): Interlude[] => [{
  at: at(drawn, 1, 17),
  play: async (play, folders) => {
    const cases = alike(folders, at(drawn, MOST_DAYS, 0))
    if (cases.length < LEAST) return
    const lead = whoMay(play.cast, 'grouping.create')
    await play.run(lead.actor, createGroup, { name: play.words.beside.group.name, cause: 'incident', causeWords: play.words.beside.group.cause, lot: null, leadId: lead.id, complaintIds: cases.map((f) => f.id) })
  },
}]
