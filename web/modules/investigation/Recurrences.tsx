import { useTranslation } from 'react-i18next'
import { link } from '#contract/casefile.ts'
import { RECURRENCES_TO, RECURRENCE_MONTHS, type Recurrence, recurrences } from '#contract/investigation.ts'
import { Go } from '../../app/Go.tsx'
import { useAsk, useDo } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'

interface Props { readonly complaintId: string; readonly pointId: string; readonly rootCause: string; /** Its words, for the reason of a link. */ readonly cause: string; readonly whyNotLink: string | null | undefined }

const One = ({ it, complaintId, cause, whyNotLink }: Props & { readonly it: Recurrence }) => {
  const { t } = useTranslation('case')
  const linking = useDo(link)
  return (
    <li>
      <ProblemNote error={linking.error} />
      <p><Go className='link no' to={links.complaint(it.id)}>{it.number}</Go> {it.shared.map((what) => <Chip key={what}>{t(`recurrence.shared.${what}`)}</Chip>)} <span className='muted'>{it.unitName} <When at={it.receivedAt} /></span></p>
      <p>{it.firstWords}</p>
      {it.linked ? <p className='muted'>{t('recurrence.linked')}</p> : <ActionButton size='small' label={t('recurrence.link', { number: it.number })} whyNot={whyNotLink} loading={linking.isPending} onPress={() => linking.mutate({ id: complaintId, otherId: it.id, kind: 'related', reason: t('recurrence.reason', { cause }) })} />}
    </li>
  )
}

/** E7: the same cause before, in the same category and at the same unit, with the same product or lot. */
export const Recurrences = (props: Props) => {
  const { t } = useTranslation('case')
  const { complaintId, pointId, rootCause } = props
  const can = useCan()
  const { data } = useAsk(recurrences, { complaintId, pointId, rootCause }, { enabled: can('investigation.recurrences') })
  if (!data || data.count === 0) return null
  return (
    <details className='f-rec'>
      <summary>{data.count > RECURRENCES_TO ? t('recurrence.titleMany', { count: RECURRENCES_TO, months: RECURRENCE_MONTHS }) : t('recurrence.title', { count: data.count, months: RECURRENCE_MONTHS })}</summary>
      <ul>{data.items.map((it) => <One key={it.id} {...props} it={it} />)}</ul>
      {data.count > data.items.length && <p className='muted'>{t('recurrence.newest', { count: data.items.length })}</p>}
    </details>
  )
}
