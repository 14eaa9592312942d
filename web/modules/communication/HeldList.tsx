import { useTranslation } from 'react-i18next'
import { type Held, heldMessages, takeBack } from '#contract/commitment.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'

const One = ({ held }: { readonly held: Held }) => {
  const { t } = useTranslation('commitment')
  const doing = useDo(takeBack)
  return (
    <li>
      <p><b>{t(`state.${held.state}`)}</b>　{held.askedBy.name}　<When at={held.askedAt} /></p>
      <p className='pre'>{held.text}</p>
      {held.state === 'waiting' && held.endorsedBy.length > 0 && <p className='muted'>{t('endorsedWaits', { names: held.endorsedBy.map((one) => one.name).join(t('common:listSeparator')) })}</p>}
      {held.comment && <p className='muted'>{t('comment', { name: held.by?.name ?? '', comment: held.comment })}</p>}
      <ProblemNote error={doing.error} />
      {held.state === 'waiting' && held.own && <ActionButton label={t('takeBack')} whyNot={null} loading={doing.isPending} onPress={() => doing.mutate({ id: held.id, version: held.version })} />}
    </li>
  )
}

/** Replies of the case that wait for somebody's yes, or came back. What went out stands in the conversation. */
export const HeldList = ({ complaintId }: { readonly complaintId: string }) => {
  const { t } = useTranslation('commitment')
  const { data } = useAsk(heldMessages, { complaintId }, { enabled: useCan()('commitment.read') })
  const shown = data?.items.filter((one) => one.state === 'waiting' || one.state === 'returned') ?? []
  if (!shown.length) return null
  return <section className='comp-waits' aria-label={t('waiting')}><h3>{t('waiting')}</h3><ul>{shown.map((held) => <One key={held.id} held={held} />)}</ul></section>
}
