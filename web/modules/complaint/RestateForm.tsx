import { Checkbox, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { restate } from '#contract/casefile.ts'
import { type PointView, Restate } from '#contract/complaint.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import './complaint.css'

type How = z.infer<typeof Restate>['how']
interface Draft { text: string; how: How; confirmed: boolean }
interface Props { readonly id: string; readonly points: readonly PointView[]; readonly before: string | null; readonly whyNot: string | null | undefined; readonly onDone: () => void }

/** E9: what happened in our own words, said back to the customer; once confirmed these are the agreed facts. */
export const RestateForm = ({ id, points, before, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const [draft, setDraft, clear] = useDraft<Draft>(`restate.${id}`, { text: before ?? '', how: 'phone', confirmed: false })
  const set = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }))
  const doing = useDo(restate, () => { clear(); onDone() })
  return (
    <>
      <p className='form-lead'>{t('restate.lead')}</p>
      <blockquote className='verbatim'>{points.map((point) => <p key={point.id}><b>{point.no}</b>{point.text}</p>)}</blockquote>
      <ProblemNote error={doing.error} />
      <Field id='restate-text' label={t('restate.text')} hint={t('restate.textHint')} error={faultOf(doing.error, 'text')} required>
        <Input.TextArea id='restate-text' autoSize={{ minRows: 4, maxRows: 14 }} value={draft.text} onChange={(event) => set({ text: event.target.value })} />
      </Field>
      <Field label={t('restate.how')}>
        <Radio.Group aria-label={t('restate.how')} optionType='button' value={draft.how} onChange={(event) => set({ how: event.target.value as How })}
          options={Restate.shape.how.options.map((value) => ({ value, label: term('how', value) }))} />
      </Field>
      <Checkbox className='tick' checked={draft.confirmed} onChange={(event) => set({ confirmed: event.target.checked })}>{t('restate.confirmed')}</Checkbox>
      <div className='form-end'>
        <ActionButton kind='primary' label={draft.confirmed ? t('restate.saveConfirmed') : t('restate.save')} loading={doing.isPending}
          whyNot={whyNot ?? (draft.text.trim() === '' ? t('restate.empty') : null)} onPress={() => doing.mutate({ id, ...draft })} />
      </div>
    </>
  )
}
