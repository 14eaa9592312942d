import { PhoneOutlined } from '@ant-design/icons'
import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { write } from '#contract/communication.ts'
import { uploadFile } from '../../app/upload.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { useLetter } from './drafting.ts'
import { useRead, type WriteProps } from './Reply.tsx'

/** What was said on the phone; an attempt that reached nobody counts as one, too. */
export const Call = ({ complaintId, customer, whyNot, onDone, promising }: WriteProps) => {
  const { t } = useTranslation('case')
  const { letter, set, clear } = useLetter(complaintId, 'call')
  const [reached, setReached] = useState(true)
  useRead(promising, letter.text)
  const doing = useDo(write, () => { clear(); promising.clear(); onDone?.() })
  const save = () => doing.mutate({ complaintId, kind: 'call', text: letter.text, reached, fileIds: letter.files.map((file) => file.id), promises: [...promising.chosen] })
  return (
    <>
      <p className='comp-to'>
        <PhoneOutlined aria-hidden='true' /><b>{t('composer.callWith', { name: customer.name })}</b>
        {customer.phone && <Button size='small' className='dial' href={`tel:${customer.phone}`} icon={<PhoneOutlined aria-hidden='true' />}>{customer.phone}</Button>}
      </p>
      <div className='comp-in'>
        <Field label={t('composer.callResult')}>
          <Radio.Group aria-label={t('composer.callResult')} optionType='button' value={reached} onChange={(event) => setReached(event.target.value === true)} options={[{ value: true, label: t('composer.reached') }, { value: false, label: t('composer.notReached') }]} />
        </Field>
        <Field id='call-text' label={reached ? t('composer.callText') : t('composer.callTried')} required>
          <Input.TextArea id='call-text' autoSize={{ minRows: 3, maxRows: 12 }} value={letter.text} onChange={(event) => set({ text: event.target.value })} />
        </Field>
        {promising.chips}
        <FileDrop label={t('composer.recording')} files={letter.files} onChange={(files) => set({ files })} upload={uploadFile} />
        <ProblemNote error={doing.error} />
      </div>
      <div className='comp-f'>
        <span className='muted'>{t('composer.callHint')}</span><span className='sp' />
        <ActionButton label={t('composer.saveCall')} whyNot={whyNot ?? (letter.text.trim() === '' ? t('composer.callEmpty') : null)} loading={doing.isPending} onPress={save} />
      </div>
    </>
  )
}
