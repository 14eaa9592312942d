import { z } from 'zod'
import { Code, Done, Id, Instant, LINE, Nothing, PersonRef, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'
import { Matter } from './packs.ts'

export const namelessCategory = refusal('categories/nameless', 422)
export const sameName = refusal('categories/same-name', 409)
export const codeTaken = refusal('categories/code-taken', 409)
export const withinItself = refusal('categories/within-itself', 422)
export const parentUnknown = refusal('categories/parent-unknown', 422)
export const categoryInUse = refusal('categories/in-use', 409)
export const retiredAlready = refusal('categories/retired-already', 409)
export const parentRetired = refusal('categories/parent-retired', 409)
export const nothingChanged = refusal('categories/nothing-changed', 409)
export const notScheduled = refusal('categories/not-scheduled', 409)
export const tooManyCategories = refusal('categories/too-many', 409)
export const tableUnreadable = refusal('categories/table-unreadable', 422)
export const effectiveBefore = refusal('categories/effective-before', 422)

/** A name in up to three languages; where one is empty, another stands in for it. */
export const Label = z.strictObject({ 'zh-CN': optionalText(80), 'zh-Hant': optionalText(80), en: optionalText(80) })
const Phrases = z.array(text(40)).max(300)
const Content = { label: Label, matter: Matter, /** Words of customers by which a text is recognised. */ keywords: Phrases, /** How customers typically put it, to read. */ wording: z.array(text(LINE)).max(20) }

/** A category as a firm has it, apart from any draft. */
export const OwnCategory = z.strictObject({ code: Code, parent: Code.nullable(), ...Content, retired: z.boolean() })
export const MOST_CATEGORIES = 3_000

/** Where a category is named: a rule of a decision table, a field of the registration, a worked case. */
export const Use = z.object({ what: z.enum(['table', 'field', 'example']), name: z.string(), rule: z.string().nullable() })
export type Use = z.infer<typeof Use>

export const DraftCategory = z.object({ code: z.string(), parent: z.string().nullable(), ...Content, retired: z.boolean(), version: z.int(), /** Came with the pack. */ ofPack: z.boolean(), uses: z.array(Use), changedBy: PersonRef.nullable(), changedAt: Instant.nullable() })
export type DraftCategory = z.infer<typeof DraftCategory>
/** What a tree changes against the one before. */
export const TreeChange = z.object({ code: z.string(), what: z.enum(['added', 'renamed', 'moved', 'retired', 'restored', 'words', 'matter', 'order']), before: z.string().nullable(), after: z.string().nullable() })
export type TreeChange = z.infer<typeof TreeChange>

/** The tree as it is being worked on; everybody who may works on the same. `stamp`: of all its content, so that nobody publishes what they have not seen. */
export const Draft = z.object({ begun: z.boolean(), begunBy: PersonRef.nullable(), begunAt: Instant.nullable(), stamp: z.string(), items: z.array(DraftCategory), changes: z.array(TreeChange) })
export type Draft = z.infer<typeof Draft>

const OfItem = z.strictObject({ code: Code, version: z.int() })
export const draft = endpoint('GET /categories/draft', Nothing, Draft)
export const addCategory = endpoint('POST /categories/draft/items', z.strictObject({ code: Code.optional(), parent: Code.nullable(), ...Content }), z.object({ code: z.string() }), { status: 201, refuses: [namelessCategory, sameName, codeTaken, parentUnknown, parentRetired, tooManyCategories] })
/** `version` as it was read: what somebody else changed meanwhile is not overwritten. */
export const changeCategory = endpoint('PUT /categories/draft/items/:code', OfItem.extend(Content), Done, { refuses: [namelessCategory, sameName, staleVersion] })
/** Under another category or to the top, before a sibling or (null) to the end. */
export const moveCategory = endpoint('POST /categories/draft/items/:code/move', OfItem.extend({ parent: Code.nullable(), before: Code.nullable() }), Done, { refuses: [parentUnknown, parentRetired, withinItself, sameName, staleVersion] })
/** With all below it. Refused where rules, fields or worked cases name it, unless one says to go on: they keep working for cases that have it. */
export const retireCategory = endpoint('POST /categories/draft/items/:code/retire', OfItem.extend({ despiteUse: z.boolean().default(false) }), Done, { refuses: [retiredAlready, categoryInUse, staleVersion] })
export const restoreCategory = endpoint('POST /categories/draft/items/:code/restore', OfItem, Done, { refuses: [parentRetired, sameName, staleVersion] })
/** A table of names (one column per level, in order) or one that was exported here; what is there already by name is not doubled. */
export const importCategories = endpoint('POST /categories/draft/import', z.strictObject({ csv: text(600_000), parent: Code.nullable(), matter: Matter }), z.object({ added: z.int(), changed: z.int(), kept: z.int() }), { refuses: [tableUnreadable, parentUnknown, tooManyCategories] })
export const discardDraft = endpoint('POST /categories/draft/discard', Nothing, Done)

/** A published tree. `scheduled` takes effect at its time; `past` once a later one has. */
export const Tree = z.object({ id: Id, no: z.int(), state: z.enum(['scheduled', 'inForce', 'past', 'cancelled']), note: z.string(), publishedBy: PersonRef.nullable(), publishedAt: Instant, effectiveAt: Instant, categories: z.int(), changes: z.array(TreeChange) })
export type Tree = z.infer<typeof Tree>
export const publishDraft = endpoint('POST /categories/draft/publish', z.strictObject({ stamp: z.string().max(100), note: optionalText(LINE).optional(), effectiveAt: Instant.nullable().optional() }), z.object({ id: Id, no: z.int() }), { status: 201, refuses: [nothingChanged, staleVersion, withinItself, effectiveBefore] })
export const trees = endpoint('GET /categories/trees', Nothing, page(Tree))
export const cancelTree = endpoint('POST /categories/trees/:id/cancel', z.strictObject({ id: Id }), Done, { refuses: [notScheduled, notFound] })
/** As comma-separated text: every category with its code, names, matter and words. */
export const exportCategories = endpoint('GET /categories/export', Nothing, z.unknown())
