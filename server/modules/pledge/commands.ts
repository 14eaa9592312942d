import type { z } from 'zod'
import { type Words, notFound, staleVersion } from '#contract/common.ts'
import { type PublicFigures, nameTaken, notWritten } from '#contract/pledge.ts'
import type * as contract from '#contract/pledge.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { countFigures, differenceTo } from './count.ts'
import { FiguresCounted, PageChanged, PagePublished, PageWithdrawn, StoryChanged, StoryPublished, StoryRemoved, StoryWithdrawn, StoryWritten } from './events.ts'
import { mayTellAnew, whyNotChangeStory, whyNotPledge, whyNotPublish, whyNotTell } from './rules.ts'
import { refusePublic } from './saying.ts'
import { refuseLinks, takePicture } from './story-parts.ts'

const ofFirm = (tx: Tx) => ({ type: 'organization', id: tx.actor.organizationId, unitId: null })

const lockPage = (tx: Tx) => tx.db.selectFrom('pledge.page').selectAll().where('organization_id', '=', tx.actor.organizationId).forUpdate().executeTakeFirst()

/** A name belongs to one firm of all: the index over all of them decides who was first, as it does between two who begin at once. */
const orTaken = (error: unknown): unknown => {
  const constraint = sqlState(error)?.constraint
  if (constraint === 'page_by_name') return new Problem(nameTaken, {}, 'name')
  return constraint === 'page_pkey' ? new Problem(staleVersion) : error
}

export const changePage = command('pledge.changePage', async (tx, { version, name, texts, shows }: z.output<typeof contract.changePage.input>) => {
  const page = await lockPage(tx)
  const refusal = whyNotPledge(texts)
  if (refusal) throw new Problem(refusal, {}, 'texts')
  if ((page?.version ?? 0) !== version) throw new Problem(staleVersion)
  await refusePublic(tx, texts, { field: 'texts', shown: Boolean(page?.published_at) })
  const values = { name, texts: JSON.stringify(texts), shows: JSON.stringify(shows), changed_by: tx.actor.id, changed_at: tx.now }
  const saving = page ? change(tx, values) : tx.db.insertInto('pledge.page').values({ organization_id: tx.actor.organizationId, ...values }).execute()
  await (saving as Promise<unknown>).catch((error: unknown) => { throw orTaken(error) })
  await tx.record(PageChanged, { subject: ofFirm(tx), payload: { name } })
  return {}
})

export const publishPage = command('pledge.publishPage', async (tx, { version }: { version: number }) => {
  const page = await lockPage(tx)
  const refusal = whyNotPublish(page, version)
  if (refusal || !page) throw new Problem(refusal ?? notWritten)
  await refusePublic(tx, page.texts as Words, { field: 'texts', shown: true })
  await show(tx, { published_at: page.published_at ?? tx.now, counted_at: null })
  await tx.record(PagePublished, { subject: ofFirm(tx), payload: { name: page.name } })
  return {}
})

export const withdrawPage = command('pledge.withdrawPage', async (tx, _input: Record<string, never>) => {
  const page = await lockPage(tx)
  if (!page) throw new Problem(notWritten)
  if (page.published_at) {
    await show(tx, { published_at: null })
    await tx.record(PageWithdrawn, { subject: ofFirm(tx), payload: { name: page.name } })
  }
  return {}
})

/** Showing a page or not changes nothing that is written on it: nobody's form grows old by it. */
const show = (tx: Tx, set: Record<string, unknown>) => tx.db.updateTable('pledge.page').set(set).where('organization_id', '=', tx.actor.organizationId).execute()

const change = (tx: Tx, set: Record<string, unknown>) => tx.db.updateTable('pledge.page').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).execute()

/** What was told stays until enough has changed that no single case is seen in the change. */
const staysTold = async (tx: Tx, told: PublicFigures | null): Promise<boolean> => {
  const closed = told?.closed
  return typeof closed === 'number' && !mayTellAnew(await differenceTo(readerOf(tx.db), tx.actor.organizationId, { ...told as PublicFigures, closed }, tx.now))
}

/** By the clockwork, which sees every case. What it counts is no change of the page: nobody's form grows old by it. */
export const renewFigures = command('pledge.renewFigures', async (tx, _input: Record<string, never>) => {
  const page = await lockPage(tx)
  if (!page) return { done: false }
  if (await staysTold(tx, page.figures as PublicFigures | null)) {
    await show(tx, { counted_at: tx.now })
    return { done: false }
  }
  const figures = await countFigures(readerOf(tx.db), tx.actor.organizationId, tx.now)
  await tx.db.updateTable('pledge.page').set({ figures: JSON.stringify(figures), counted_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).execute()
  await tx.record(FiguresCounted, { subject: ofFirm(tx), payload: { name: page.name } })
  return { done: true }
})

const ofStory = (id: string) => ({ type: 'story', id, unitId: null })

const lockStory = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('pledge.story').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return row
}

const textsOf = (row: { texts: unknown }) => row.texts as Pick<z.output<typeof contract.writeStory.input>, 'title' | 'text'>

const changeRow = (tx: Tx, id: string, set: Record<string, unknown>) =>
  tx.db.updateTable('pledge.story').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

const valuesOf = async (tx: Tx, id: string, input: z.output<typeof contract.writeStory.input>, before: string | null) => {
  const refusal = whyNotTell(input)
  if (refusal) throw new Problem(refusal, {}, 'title')
  for (const field of ['title', 'text'] as const) await refusePublic(tx, input[field], { field, shown: false })
  await refuseLinks(tx, input.links)
  await takePicture(tx, id, input.fileId, before)
  return { month: input.month, texts: JSON.stringify({ title: input.title, text: input.text }), file_id: input.fileId, links: JSON.stringify(input.links) }
}

export const writeStory = command('pledge.writeStory', async (tx, input: z.output<typeof contract.writeStory.input>) => {
  const id = newId()
  const values = await valuesOf(tx, id, input, null)
  await tx.db.insertInto('pledge.story').values({ organization_id: tx.actor.organizationId, id, ...values, written_by: tx.actor.id, written_at: tx.now }).execute()
  await tx.record(StoryWritten, { subject: ofStory(id), payload: { storyId: id, month: input.month } })
  return { id }
})

export const changeStory = command('pledge.writeStory', async (tx, { id, version, ...input }: z.output<typeof contract.changeStory.input>) => {
  const story = await lockStory(tx, id)
  const refusal = whyNotChangeStory(story, version)
  if (refusal) throw new Problem(refusal)
  await changeRow(tx, id, await valuesOf(tx, id, input, story.file_id))
  await tx.record(StoryChanged, { subject: ofStory(id), payload: { storyId: id, month: input.month } })
  return { id }
})

export const publishStory = command('pledge.publishStory', async (tx, { id, version }: { id: string; version: number }) => {
  const story = await lockStory(tx, id)
  if (story.state === 'published') return { id }
  const refusal = whyNotChangeStory(story, version) ?? whyNotTell(textsOf(story))
  if (refusal) throw new Problem(refusal)
  const texts = textsOf(story)
  for (const field of ['title', 'text'] as const) await refusePublic(tx, texts[field], { field, shown: true })
  await changeRow(tx, id, { state: 'published', published_by: tx.actor.id, published_at: tx.now })
  await tx.record(StoryPublished, { subject: ofStory(id), payload: { storyId: id, month: story.month } })
  return { id }
})

export const withdrawStory = command('pledge.publishStory', async (tx, { id, version }: { id: string; version: number }) => {
  const story = await lockStory(tx, id)
  if (story.state === 'draft') return { id }
  if (story.version !== version) throw new Problem(staleVersion)
  await changeRow(tx, id, { state: 'draft', published_by: null, published_at: null })
  await tx.record(StoryWithdrawn, { subject: ofStory(id), payload: { storyId: id, month: story.month } })
  return { id }
})

/** A draft that came to nothing. */
export const removeStory = command('pledge.writeStory', async (tx, { id }: { id: string }) => {
  const story = await lockStory(tx, id)
  const refusal = whyNotChangeStory(story, story.version)
  if (refusal) throw new Problem(refusal)
  await tx.db.deleteFrom('pledge.story').where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(StoryRemoved, { subject: ofStory(id), payload: { storyId: id, month: story.month } })
  return { done: true as const }
})
