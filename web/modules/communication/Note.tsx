import { EyeInvisibleOutlined, LockOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { write } from '#contract/communication.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { useAttach } from './attach.tsx'
import { useLetter } from './drafting.ts'
import type { WriteProps } from './Reply.tsx'

/** Among colleagues. Its own colour and frame, its button on the left, no recipient, no phrases, no shortcut: it cannot be taken for a reply. */
export const Note = ({ complaintId, whyNot, onDone }: WriteProps) => {
  const { t } = useTranslation('case')
  const { letter, set, clear } = useLetter(complaintId, 'note')
  const { button, drop } = useAttach(letter, set)
  const doing = useDo(write, () => { clear(); onDone?.() })
  const save = () => doing.mutate({ complaintId, kind: 'note', text: letter.text, fileIds: letter.files.map((file) => file.id) })
  return (
    <>
      <p className='comp-to'><EyeInvisibleOutlined aria-hidden='true' /><b>{t('composer.onlyColleagues')}</b><span>{t('composer.neverToCustomer')}</span></p>
      <Input.TextArea id='note-text' className='comp-text' variant='borderless' aria-label={t('composer.noteLabel')} placeholder={t('composer.notePlaceholder')} autoSize={{ minRows: 3, maxRows: 14 }} value={letter.text} onChange={(event) => set({ text: event.target.value })} />
      {drop}
      <div className='comp-in'><ProblemNote error={doing.error} /></div>
      <div className='comp-f'>
        <ActionButton icon={<LockOutlined aria-hidden='true' />} label={t('composer.saveNote')} whyNot={whyNot ?? (letter.text.trim() === '' ? t('composer.noteEmpty') : null)} loading={doing.isPending} onPress={save} />{button}
      </div>
    </>
  )
}
