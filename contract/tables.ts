import { z } from 'zod'
import { Done, Id, Instant, LINE, Nothing, PersonRef, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'
import { From, Moves } from './moves.ts'
import { RunningClocks } from './packs.ts'
import { Fault } from './table-checks.ts'
import { RuleChange } from './table-diff.ts'
import { TableName } from './table-form.ts'
import { Cell, Example, Facts, Hit, MOST_RULES, Rule } from './table-shape.ts'

/** The draft lies with whoever approves it; it is taken back before it is changed. */
export const draftSent = refusal('tables/draft-sent', 409)
export const draftNotSent = refusal('tables/draft-not-sent', 409)
export const noDraft = refusal('tables/no-draft', 409)
export const tableFaulty = refusal('tables/faulty', 409)
export const tableUnchanged = refusal('tables/unchanged', 409)
/** Who worked on a draft does not approve it, while there is somebody else who may. */
export const ownDraft = refusal('tables/own-draft', 403)
export const effectiveBefore = refusal('tables/effective-before', 422)
export const notScheduled = refusal('tables/not-scheduled', 409)
export const anotherScheduled = refusal('tables/another-scheduled', 409)
export const draftInTheWay = refusal('tables/draft-in-the-way', 409)

const NamedTable = z.strictObject({ table: TableName })
const Content = { rules: z.array(Rule).max(MOST_RULES), examples: z.array(Example).max(2 * MOST_RULES) }

/** `version` counts the changes of a draft: what somebody else changed meanwhile is not overwritten. `alone`: nobody else may approve it. */
export const TableDraft = z.object({
  version: z.int(), state: z.enum(['open', 'sent']), ...Content, basedOn: z.string(), begunBy: PersonRef.nullable(), begunAt: Instant, changedBy: PersonRef.nullable(), changedAt: Instant,
  editors: z.array(PersonRef), alone: z.boolean(), sentBy: PersonRef.nullable(), sentAt: Instant.nullable(), note: z.string(), returned: z.object({ by: PersonRef, at: Instant, reason: z.string() }).nullable(),
})
export type TableDraft = z.infer<typeof TableDraft>

export const VersionState = z.enum(['scheduled', 'inForce', 'past', 'cancelled', 'heldBack'])
/** `no` is null for what came with the pack. `alone`: approved by who had worked on it, as there was nobody else. */
export const TableVersion = z.object({
  id: Id, version: z.string(), no: z.int().nullable(), state: VersionState, rules: z.int(), note: z.string(), publishedAt: Instant, draftedBy: z.array(PersonRef), approvedBy: PersonRef.nullable(), alone: z.boolean(), effectiveAt: Instant, running: RunningClocks.nullable(),
})
export type TableVersion = z.infer<typeof TableVersion>

export const TableLine = z.object({ table: TableName, hit: Hit, version: z.string(), rules: z.int(), draft: z.object({ state: z.enum(['open', 'sent']), by: PersonRef.nullable(), at: Instant }).nullable(), scheduled: z.object({ no: z.int(), at: Instant }).nullable() })
export const TableView = z.object({ table: TableName, hit: Hit, facts: z.array(z.string()), units: z.array(z.object({ code: z.string(), parent: z.string().nullable(), name: z.string() })), published: z.object({ version: z.string(), ...Content }), draft: TableDraft.nullable(), scheduled: TableVersion.nullable(), /** What compensation is held against. */ law: z.object({ rules: z.array(Rule), partly: z.array(z.string()) }).nullable() })
export type TableView = z.infer<typeof TableView>

export const tables = endpoint('GET /tables', Nothing, page(TableLine))
export const table = endpoint('GET /tables/:table', NamedTable, TableView, { refuses: [notFound] })

const OfDraft = NamedTable.extend({ version: z.int().min(0) })
/** The whole content; `version` 0 begins a draft. */
export const changeTable = endpoint('PUT /tables/:table/draft', OfDraft.extend(Content), z.object({ version: z.int() }), { refuses: [staleVersion, draftSent] })
export const discardTable = endpoint('POST /tables/:table/draft/discard', OfDraft, Done, { refuses: [staleVersion, noDraft, draftSent] })
/** What is wrong with the draft, or with the table in force where there is none. */
export const tableFaults = endpoint('GET /tables/:table/faults', NamedTable, z.object({ items: z.array(Fault), next: z.null() }))
export const sendTable = endpoint('POST /tables/:table/draft/send', OfDraft.extend({ note: optionalText(LINE).default('') }), Done, { refuses: [staleVersion, noDraft, draftSent, tableFaulty, tableUnchanged] })
/** Back to whoever works on it, with what should be different. */
export const returnTable = endpoint('POST /tables/:table/draft/return', OfDraft.extend({ reason: text(LINE) }), Done, { refuses: [staleVersion, noDraft, draftNotSent] })
/** Now, or from a moment on. `running`: whether clocks that run go by it, too. */
export const approveTable = endpoint('POST /tables/:table/draft/approve', OfDraft.extend({ effectiveAt: Instant.nullable().default(null), running: RunningClocks.default('keep') }), z.object({ id: Id, no: z.int() }), { status: 201, refuses: [staleVersion, noDraft, draftNotSent, ownDraft, tableFaulty, effectiveBefore, anotherScheduled] })
/** An older version becomes the draft; it is sent and approved like any other. */
export const restoreTable = endpoint('POST /tables/:table/versions/:id/restore', NamedTable.extend({ id: Id }), z.object({ version: z.int() }), { refuses: [notFound, draftInTheWay] })
export const cancelTable = endpoint('POST /tables/:table/versions/:id/cancel', NamedTable.extend({ id: Id }), Done, { refuses: [notFound, notScheduled] })
export const tableVersions = endpoint('GET /tables/:table/versions', NamedTable, page(TableVersion))
/** One version, and what it changed against the one before it or against another. */
export const tableVersion = endpoint('GET /tables/:table/versions/:id', NamedTable.extend({ id: Id, against: Id.optional() }), z.object({ version: TableVersion, ...Content, changes: z.array(RuleChange) }), { refuses: [notFound] })

/** A condition, what it asks, and whether the facts meet it. */
const Tried = z.object({ name: z.string(), asks: Cell, holds: z.boolean() })
/** `decided`: fires. `fits`: would fire, had none above decided. */
const TriedRule = z.object({ rule: z.string(), fires: z.boolean(), fits: z.boolean(), conditions: z.array(Tried), gives: z.record(z.string(), z.json()) })
export const Trial = z.object({ table: TableName, version: z.string(), rules: z.array(TriedRule) })
export type Trial = z.infer<typeof Trial>
/** What the rules make of facts. `by`: the table in force, the draft, or a version. */
export const tryTable = endpoint('POST /tables/:table/try', NamedTable.extend({ facts: Facts, by: z.union([z.literal('published'), z.literal('draft'), Id]).default('published') }), Trial, { refuses: [notFound, noDraft] })

/** What would move if the draft of the table of clocks held for what runs, too. */
export const tableMoves = endpoint('POST /tables/clocks/draft/moves', z.strictObject({ from: From }), Moves, { refuses: [noDraft] })

/** What a table would be asked of a case as it is seen now; null where there is no such case in sight. */
export const factsOfCase = endpoint('GET /tables/:table/facts', NamedTable.extend({ number: text(LINE), point: z.coerce.number().int().min(1).optional() }), z.object({ complaintId: Id, number: z.string(), /** Of which point they are, and which it has; null and none where the table is asked of the whole case. */ point: z.int().nullable(), points: z.array(z.int()), facts: Facts }), { refuses: [notFound] })

export const MOST_LOOKED_AT = 10_000
const OfCases = NamedTable.extend({ version: z.coerce.number().int().min(1), months: z.coerce.number().int().min(1).max(36).default(6), cursor: z.string().max(400).optional() })
/** A case that the draft would decide otherwise than the table in force; ids of the rules that fire. */
export const Otherwise = z.object({ complaintId: Id, number: z.string(), unit: z.string(), timeZone: z.string(), registeredAt: Instant, before: z.array(z.string()), after: z.array(z.string()) })
export type Otherwise = z.infer<typeof Otherwise>
/** The draft tried on the cases of the last months in sight, newest first, slice by slice: `looked` of this slice, `total` of all slices (told with the first), at most `MOST_LOOKED_AT`. */
export const tryOnCases = endpoint('GET /tables/:table/draft/cases', OfCases, z.object({ items: z.array(Otherwise), next: z.string().nullable(), looked: z.int(), total: z.int().nullable() }), { refuses: [noDraft, staleVersion] })
/** The same as a table. */
export const casesOtherwise = endpoint('GET /tables/:table/draft/cases/sheet', OfCases.omit({ cursor: true }), z.unknown(), { refuses: [noDraft, staleVersion] })

/** So many decisions of the past are looked at. */
export const MOST_DECISIONS = 100_000
/** Of the decisions about proposals, what a draft would have made otherwise: of authority, who would have been asked; of compensation, what would have been proposed. */
const Tally = { decisions: z.int(), changed: z.int(), /** So many of them the customer agreed to: only these cost anything. */ given: z.int(), /** Of what was given, by the table in force and by the draft. Of authority: the sum that somebody above the front line would decide; of compensation: what the standard names. */ beforeFen: z.int(), afterFen: z.int() }
export const BackTest = z.object({
  ...Tally, /** Of `same` decisions that were made by the table in force, so many come out now as they were kept. */ same: z.int(), exact: z.int(),
  /** Of authority: how many would need somebody higher, somebody lower, or others beside. */ approvals: z.object({ higher: z.int(), lower: z.int(), others: z.int() }),
  units: z.array(z.object({ unitId: z.string(), name: z.string(), ...Tally })), categories: z.array(z.object({ code: z.string().nullable(), ...Tally })),
  /** The newest that would change. */ items: z.array(z.object({ complaintId: Id, number: z.string(), unit: z.string(), at: Instant, before: z.array(z.string()), after: z.array(z.string()), beforeFen: z.int(), afterFen: z.int() })),
})
export type BackTest = z.infer<typeof BackTest>
/** What no proposal was decided by cannot be tried on them. */
export const notBackTested = refusal('tables/not-back-tested', 422)
export const backTest = endpoint('GET /tables/:table/draft/decisions', NamedTable.extend({ version: z.coerce.number().int().min(1), months: z.coerce.number().int().min(1).max(36).default(12) }), BackTest, { refuses: [noDraft, staleVersion, notBackTested] })
