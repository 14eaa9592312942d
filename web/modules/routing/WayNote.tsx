import { ForkOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Case } from '#contract/casefile.ts'
import { followWay, keepWay, type WayOffered } from '#contract/way.ts'
import { say } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import './routing.css'

type Of = Pick<Case, 'id' | 'version' | 'may'>

const Stay = ({ it, onCancel }: { readonly it: Of; readonly onCancel: () => void }) => {
  const { t } = useTranslation('case')
  const [reason, setReason] = useState('')
  const keeping = useDo(keepWay)
  return (
    <>
      <ProblemNote error={keeping.error} />
      <Field id='way-stay' label={t('way.stayReason')} required><Input id='way-stay' maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} /></Field>
      <div className='form-end'>
        <ActionButton kind='primary' label={t('way.stayDo')} whyNot={it.may['routing.keepWay'] ?? (reason.trim() === '' ? t('way.stayMissing') : null)} loading={keeping.isPending} onPress={() => keeping.mutate({ complaintId: it.id, reason })} />
        <Button onClick={onCancel}>{t('common:cancel')}</Button>
      </div>
    </>
  )
}

const Choice = ({ it, onStay, onWhy }: { readonly it: Of; readonly onStay: () => void; readonly onWhy: () => void }) => {
  const { t } = useTranslation('case')
  const following = useDo(followWay)
  return (
    <>
      <ProblemNote error={following.error} />
      <div className='form-end'>
        <ActionButton kind='primary' label={t('way.follow')} whyNot={it.may['routing.follow']} loading={following.isPending} onPress={() => following.mutate({ complaintId: it.id, version: it.version })} />
        <ActionButton label={t('way.stay')} whyNot={it.may['routing.keepWay']} onPress={onStay} />
        <Button type='link' onClick={onWhy}>{t('decisions.title')}</Button>
      </div>
    </>
  )
}

/** The case is seen otherwise than when it came: where the rules would send it now. `post`: what the position is called that would look after it. */
export const WayNote = ({ it, offered, post, onWhy }: { readonly it: Of; readonly offered: WayOffered; readonly post: string | null; readonly onWhy: () => void }) => {
  const { t } = useTranslation('case')
  const [staying, setStaying] = useState(false)
  return (
    <section className='hand' aria-label={t('way.title')}>
      <ForkOutlined aria-hidden='true' />
      <div>
        <p><b>{post ? t('way.offeredTo', { unit: offered.unit.name, post }) : t('way.offered', { unit: offered.unit.name })}</b></p>
        <p>{say(offered.why)}</p>
        {staying ? <Stay it={it} onCancel={() => setStaying(false)} /> : <Choice it={it} onStay={() => setStaying(true)} onWhy={onWhy} />}
      </div>
    </section>
  )
}
