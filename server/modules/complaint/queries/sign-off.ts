import type { Reader } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'
import { currentPack } from '#modules/packs/queries.ts'

export interface SignOffStanding { readonly no: number; /** A matter of contract, in an industry where a manager signs those first. */ readonly needed: boolean; readonly given: { readonly byId: string; readonly at: Instant; readonly comment: string } | null }

/** For each point of a case whether a manager has to sign, and has. */
export const standingSignOffs = async (read: Reader, organizationId: string, complaintId: string): Promise<ReadonlyMap<string, SignOffStanding>> => {
  const { body } = await currentPack(read, organizationId)
  const rows = await read.selectFrom('complaint.point as p').leftJoin('complaint.sign_off as s', (j) => j.onRef('s.organization_id', '=', 'p.organization_id').onRef('s.point_id', '=', 'p.id'))
    .select(['p.id', 'p.no', 'p.matter', 's.by_id', 's.at', 's.comment']).where('p.organization_id', '=', organizationId).where('p.complaint_id', '=', complaintId).execute()
  return new Map(rows.map((r) => [r.id, { no: r.no, needed: body.pack.signsContracts && r.matter === 'contract', given: r.by_id && r.at ? { byId: r.by_id, at: r.at, comment: r.comment ?? '' } : null }]))
}

/** As above, asked only where the industry has matters of contract signed. */
export const signOffsAsked = async (read: Reader, organizationId: string, complaintId: string): Promise<ReadonlyMap<string, SignOffStanding>> =>
  ((await currentPack(read, organizationId)).body.pack.signsContracts ? standingSignOffs(read, organizationId, complaintId) : new Map())

/** The points that still wait for a manager's signature. */
export const unsigned = (standing: ReadonlyMap<string, SignOffStanding>): readonly SignOffStanding[] => [...standing.values()].filter(({ needed, given }) => needed && !given)
