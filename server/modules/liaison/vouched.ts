import { groupBy } from '#kernel/group.ts'
import type { Payload, Vouched } from '#kernel/vouched.ts'
import { sealNow } from './seal.ts'

const signed = (p: Payload) => ({ id: String(p['stopId']), known: { seal: p['seal'] } })

/** Every signature on a liaison form: its seal, computed anew from what was signed. */
export const signatures: Vouched = {
  what: 'signature on liaison form',
  tells: {
    'liaison.sent': signed, 'liaison.forwarded': signed, 'liaison.answered': signed, 'liaison.decided': signed, 'liaison.settled': signed, 'liaison.partyAnswered': signed,
  },
  rows: async (read, organizationId, { by, ids }) => {
    const stops = await read.selectFrom('liaison.stop').selectAll().where('organization_id', '=', organizationId).where(by === 'id' ? 'id' : 'complaint_id', 'in', [...ids]).execute()
    if (!stops.length) return []
    const of = stops.map((s) => s.id)
    const [forms, files, measures] = await Promise.all([
      read.selectFrom('liaison.form').selectAll().where('organization_id', '=', organizationId).where('id', 'in', stops.map((s) => s.form_id)).execute(),
      read.selectFrom('liaison.file').select(['stop_id', 'file_id']).where('organization_id', '=', organizationId).where('stop_id', 'in', of).execute(),
      read.selectFrom('liaison.measure').selectAll().where('organization_id', '=', organizationId).where('stop_id', 'in', of).orderBy('no').execute(),
    ])
    const [form, filed, taken] = [new Map(forms.map((f) => [f.id, f])), groupBy(files, (f) => f.stop_id), groupBy(measures, (m) => m.stop_id)]
    return stops.flatMap((stop) => {
      const on = form.get(stop.form_id)
      if (!on) return []
      const seal = stop.seal && sealNow(on, stop, taken.get(stop.id) ?? [], (filed.get(stop.id) ?? []).map((f) => f.file_id))
      // What was called back before it was signed again has no seal.
      return [{ id: stop.id, name: `${on.number}, stop ${stop.no}`, known: seal === null ? {} : { seal }, untold: seal === null }]
    })
  },
}
