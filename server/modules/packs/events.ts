import { z } from 'zod'
import { OwnList } from '#contract/own.ts'
import { event } from '#kernel/event.ts'

/** Of the content that was kept: `npm run verify` computes it again. */
const Digest = z.string().optional()

export const PackInstalled = event('packs.installed', z.object({ pack: z.string(), version: z.string(), versionId: z.uuid(), digest: Digest, /** The version it took the place of. */ before: z.uuid().optional(), /** Whether clocks that run keep the rules they began by, or go by those that came. */ running: z.enum(['keep', 'move']).optional() }))
export const PolicyPublished = event('packs.policyPublished', z.object({ table: z.string(), version: z.string(), policyId: z.uuid(), digest: Digest }))

const Nothing = z.object({})
const OfCategory = z.object({ code: z.string() })
export const DraftBegun = event('packs.draftBegun', Nothing)
export const DraftDiscarded = event('packs.draftDiscarded', Nothing)
export const CategoryAdded = event('packs.categoryAdded', OfCategory)
export const CategoryChanged = event('packs.categoryChanged', OfCategory)
export const CategoryMoved = event('packs.categoryMoved', OfCategory.extend({ parent: z.string().nullable() }))
export const CategoryRetired = event('packs.categoryRetired', OfCategory.extend({ count: z.int() }))
export const CategoryRestored = event('packs.categoryRestored', OfCategory)
export const CategoriesImported = event('packs.categoriesImported', z.object({ added: z.int(), changed: z.int() }))
const OfCause = z.object({ code: z.string() })
export const CauseAdded = event('packs.causeAdded', OfCause)
export const CauseChanged = event('packs.causeChanged', OfCause)
export const CauseRetired = event('packs.causeRetired', OfCause)
export const CauseRestored = event('packs.causeRestored', OfCause)
const OfTree = z.object({ treeId: z.uuid(), no: z.int() })
export const TreePublished = event('packs.treePublished', OfTree.extend({ changes: z.int(), effectiveAt: z.string() }))
export const TreeTookEffect = event('packs.treeTookEffect', OfTree.extend({ versionId: z.uuid(), digest: Digest }))
export const TreeCancelled = event('packs.treeCancelled', OfTree)

const OfTable = z.object({ table: z.string() })
export const TableDraftBegun = event('packs.tableDraftBegun', OfTable)
export const TableDraftDiscarded = event('packs.tableDraftDiscarded', OfTable)
export const TableSent = event('packs.tableSent', OfTable.extend({ changes: z.int() }))
export const TableReturned = event('packs.tableReturned', OfTable)
const OfVersion = OfTable.extend({ no: z.int(), policyId: z.uuid() })
/** `alone`: by who had worked on it, as nobody else may. */
export const TableApproved = event('packs.tableApproved', OfVersion.extend({ effectiveAt: z.string(), alone: z.boolean() }))
export const TableTookEffect = event('packs.tableTookEffect', OfVersion.extend({ version: z.string(), running: z.enum(['keep', 'move']) }))
export const TableCancelled = event('packs.tableCancelled', OfVersion)
/** What it names was gone when its time came. */
export const TableHeldBack = event('packs.tableHeldBack', OfVersion)

/** Of each revision that was kept, by its place: `fields own123 2`. */
const Revisions = z.array(z.object({ place: z.string(), digest: z.string() })).optional()
const OfPlace = z.object({ ownList: OwnList, code: z.string(), revisions: Revisions })
export const OwnAdded = event('packs.ownAdded', OfPlace)
export const OwnChanged = event('packs.ownChanged', OfPlace)
/** As the pack says it, again. */
export const OwnGivenBack = event('packs.ownGivenBack', OfPlace)
export const OwnRetired = event('packs.ownRetired', OfPlace)
export const OwnRestored = event('packs.ownRestored', OfPlace)
/** From another firm's file. */
export const OwnFileTaken = event('packs.ownFileTaken', z.object({ added: z.int(), changed: z.int(), revisions: Revisions }))
/** A newer pack asks no more what an older one did; it stays readable. */
export const OwnKept = event('packs.ownKept', z.object({ revisions: Revisions }))
export const FieldsOrdered = event('packs.fieldsOrdered', z.object({ revisions: Revisions }))
