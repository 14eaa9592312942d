import { type OpenTransaction, asSystem } from '#kernel/db.ts'
import type { Folder, Play } from './play.ts'

/** The few facts that commands ask for and a page would have shown: versions, and ids of what came into being. Nothing is written here. */
const peek = <T>({ db }: Play, read: (open: OpenTransaction) => Promise<T>): Promise<T> => asSystem(db, read)

export const versionOf = (play: Play, { id }: Folder): Promise<number> => peek(play, async (open) => (await open.selectFrom('complaint.complaint').select('version').where('organization_id', '=', play.organizationId).where('id', '=', id).executeTakeFirstOrThrow()).version)

export const pointIdsOf = (play: Play, id: string): Promise<string[]> => peek(play, async (open) =>
  (await open.selectFrom('complaint.point').select('id').where('organization_id', '=', play.organizationId).where('complaint_id', '=', id).orderBy('no').execute()).map((p) => p.id))

export const customerOf = (play: Play, { id }: Folder) => peek(play, (open) => open.selectFrom('customer.customer as u').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'u.organization_id').onRef('c.customer_id', '=', 'u.id'))
  .selectAll('u').where('c.organization_id', '=', play.organizationId).where('c.id', '=', id).executeTakeFirstOrThrow())

export const proposalOf = (play: Play, { remedyId }: Folder) => peek(play, (open) => open.selectFrom('remedy.proposal').select(['id', 'version', 'state', 'total_fen', 'needed_rank']).where('organization_id', '=', play.organizationId).where('id', '=', remedyId).executeTakeFirstOrThrow())

export const openTasksOf = (play: Play, { id }: Folder) => peek(play, (open) => open.selectFrom('settlement.task').select(['id', 'kind', 'unit_id', 'state', 'amount_fen']).where('organization_id', '=', play.organizationId).where('complaint_id', '=', id).where('state', '!=', 'done').orderBy('id').execute())

/** By which number a payout goes. */
export const payoutOf = (play: Play, id: string) => peek(play, (open) => open.selectFrom('payout.payout').select('number').where('organization_id', '=', play.organizationId).where('id', '=', id).executeTakeFirstOrThrow())

export const followUpOf = (play: Play, { id }: Folder) => peek(play, (open) => open.selectFrom('follow_up.follow_up').select(['id', 'earliest_at']).where('organization_id', '=', play.organizationId).where('complaint_id', '=', id).where('state', '=', 'due').orderBy('id', 'desc').executeTakeFirstOrThrow())

/** What is to be looked at together before the case may close. */
export const waitingReviewOf = (play: Play, { id }: Folder) => peek(play, (open) => open.selectFrom('review.review').select('id').where('organization_id', '=', play.organizationId).where('complaint_id', '=', id).where('state', '=', 'wanted').executeTakeFirst())

/** Who is asked to take the case on. */
export const waitingHandoverOf = (play: Play, { id }: Folder) => peek(play, (open) => open.selectFrom('routing.handover').select(['id', 'to_id']).where('organization_id', '=', play.organizationId).where('complaint_id', '=', id).where('state', '=', 'pending').executeTakeFirst())

/** Bodies outside that are to be told what came of it. */
export const owedProceedingsOf = (play: Play, { id }: Folder) => peek(play, (open) => open.selectFrom('proceeding.proceeding').select(['id', 'version']).where('organization_id', '=', play.organizationId).where('complaint_id', '=', id).where('owed', '=', true).where('waived_at', 'is', null).orderBy('id').execute())

/** The answer to a body that is on its way. */
export const reportOf = (play: Play, id: string) => peek(play, (open) => open.selectFrom('proceeding.report').select(['id', 'version', 'state', 'needed_rank']).where('organization_id', '=', play.organizationId).where('proceeding_id', '=', id).orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow())
