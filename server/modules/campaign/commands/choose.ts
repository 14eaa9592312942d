import type { z } from 'zod'
import type * as contract from '#contract/campaign.ts'
import { localDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { insertRows } from '#kernel/insert.ts'
import { type Candidate, COUNTS, type Counted, candidates } from '../choosing.ts'
import { PeopleChosen } from '../events.ts'
import { campaignSubject, changeCampaignRow, lockCampaign } from '../lock.ts'
import { whyNotChoose } from '../rules.ts'

/** Draws who is asked: by lot, and the same lot for who asks twice. */
export const choosePeople = command('campaign.choose', async (tx, { id, most, ...filter }: z.output<typeof contract.choosePeople.input>) => {
  const campaign = await lockCampaign(tx, id, whyNotChoose)
  const { organizationId } = tx.actor
  const { time_zone: timeZone } = await tx.db.selectFrom('identity.organization').select('time_zone').where('organization_id', '=', organizationId).executeTakeFirstOrThrow()
  const asked = { ...filter, organizationId, campaignId: id, unitIds: campaign.unit_ids, timeZone, today: localDay(timeZone, tx.now) }
  const { rows: [counted] } = await sql<Counted>`with ${candidates(asked)} select ${COUNTS} from found`.execute(tx.db)
  const { rows } = await sql<Candidate>`with ${candidates(asked)} select customer_id, complaint_id, unit_id from found where why is null order by md5(customer_id::text || ${id}) limit ${most}`.execute(tx.db)
  await insertRows(tx.db, { into: 'campaign.person', rows: rows.map((row) => ({ organization_id: organizationId, id: newId(), campaign_id: id, ...row, state: 'open', tries: 0, version: 1 })) })
  const { noPhone = 0, undisturbed = 0, marked = 0, openCase = 0 } = counted ?? {}
  await changeCampaignRow(tx, id, { left_out: JSON.stringify({ noPhone, undisturbed, marked, openCase }) })
  await tx.record(PeopleChosen, { subject: campaignSubject(id), payload: { campaignId: id, count: rows.length } })
  return { id }
})
