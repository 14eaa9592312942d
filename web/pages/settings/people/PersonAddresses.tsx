import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { personAddresses, setPersonAddress } from '#contract/channel.ts'
import { faultOf } from '../../../app/fault.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useCan } from '../../../app/session.tsx'
import '../channels/channels.css'

const MEDIA = ['sms', 'wecom', 'dingtalk', 'feishu'] as const
type Medium = typeof MEDIA[number]

const Address = ({ personId, medium, kept }: { readonly personId: string; readonly medium: Medium; readonly kept: string }) => {
  const { t } = useTranslation('channel')
  const [typed, setTyped] = useState(kept)
  const saving = useDo(setPersonAddress)
  const fault = faultOf(saving.error, 'address')
  return (
    <div className='ch-addr'>
      <TextField label={t(`mine.address.${medium}`)} value={typed} onChange={setTyped} inputMode={medium === 'sms' ? 'tel' : 'text'} error={fault} />
      <ActionButton label={t('mine.keep')} whyNot={null} loading={saving.isPending} onPress={() => saving.mutate({ id: personId, medium, address: typed })} />
      <ProblemNote error={fault ? null : saving.error} />
    </div>
  )
}

/** Where a colleague is reached by notices. */
export const PersonAddresses = ({ personId }: { readonly personId: string }) => {
  const { t } = useTranslation('channel')
  const may = useCan()('channel.readAddresses')
  const query = useAsk(personAddresses, { id: personId }, { enabled: may, still: true })
  const kept = query.data?.items
  if (!kept) return null
  return <section className='retire'><h3 className='sub-h'>{t('mine.addresses')}</h3>{MEDIA.map((medium) => <Address key={medium} personId={personId} medium={medium} kept={kept.find((one) => one.medium === medium)?.address ?? ''} />)}</section>
}
