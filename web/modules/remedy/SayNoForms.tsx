import { useTranslation } from 'react-i18next'
import { declineCounter, declineDemand, type DeclinedDemand, type Remedy } from '#contract/remedy.ts'
import { useDo } from '../../app/query.ts'
import { useTerm } from '../../app/i18n.ts'
import { When } from '../../ui/When.tsx'
import { SayNo, useNo, type Wordings } from './SayNo.tsx'

/** No to a counter-demand. */
export const DeclineCounterForm = ({ remedy, wordings, onDone }: { readonly remedy: Remedy; readonly wordings: Wordings; readonly onDone: () => void }) => {
  const { t } = useTranslation('case')
  const kept = useNo(`declineCounter.${remedy.id}`)
  const doing = useDo(declineCounter, () => { kept[2](); onDone() })
  return <SayNo complaintId={remedy.complaintId} kept={kept} lead={t('sayNo.counterLead')} whyNot={remedy.may['declineCounter']} wordings={wordings} doing={doing} onSay={(no) => doing.mutate({ id: remedy.id, version: remedy.version, ...no })} />
}

interface OfCase { readonly complaintId: string; readonly version: number; readonly whyNot: string | null | undefined; readonly wordings: Wordings; readonly onDone: () => void }

/** No to what was asked for, with nothing offered. */
export const DeclineDemandForm = ({ complaintId, version, whyNot, wordings, onDone }: OfCase) => {
  const { t } = useTranslation('case')
  const kept = useNo(`declineDemand.${complaintId}`)
  const doing = useDo(declineDemand, () => { kept[2](); onDone() })
  return <SayNo complaintId={complaintId} kept={kept} lead={t('sayNo.demandLead')} whyNot={whyNot} wordings={wordings} doing={doing} onSay={(no) => doing.mutate({ complaintId, version, ...no })} />
}

/** What was asked for and not agreed to, in turn. */
export const SaidNo = ({ declined }: { readonly declined: readonly DeclinedDemand[] }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  return declined.length === 0 ? null : (
    <ol className='thread' aria-label={t('sayNo.said')}>
      {declined.map((no) => <li key={no.id} className='us'><div>{t('sayNo.saidBy', { name: no.by.name })}<q>{no.grounds}</q><small>{t('thread.ways', { ways: no.furtherWays.map((way) => term('furtherWay', way)).join(t('common:listSeparator')) })}</small></div><When at={no.at} /></li>)}
    </ol>
  )
}
