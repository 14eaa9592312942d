import { CheckCircleFilled, ClockCircleOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { close } from '#contract/casefile.ts'
import { Outcome } from '#contract/complaint.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import './complaint.css'

/** One thing that must be true before a case may be closed, and where to do it. */
export interface Gate { readonly key: string; readonly words: string; readonly met: boolean; readonly note?: string | undefined; readonly onGo?: (() => void) | undefined }

export const Gates = ({ gates }: { readonly gates: readonly Gate[] }) => {
  const { t } = useTranslation('case')
  return (
    <ul className='gates'>
      {gates.map((gate) => (
        <li key={gate.key} className={gate.met ? 'met' : 'open'}>
          {gate.met ? <CheckCircleFilled aria-hidden='true' /> : <ClockCircleOutlined aria-hidden='true' />}
          <span>{gate.words}<span className='sr'>{gate.met ? t('close.met') : t('close.open')}</span>{gate.note && <small>{gate.note}</small>}</span>
          {!gate.met && gate.onGo && <Button size='small' onClick={gate.onGo} aria-label={t('close.goTo', { gate: gate.words })}>{t('close.go')}</Button>}
        </li>
      ))}
    </ul>
  )
}

type Outcomes = Outcome | null
interface Draft { cause: string; effect: string; improvement: string; outcome: Outcomes }
interface Props { readonly id: string; readonly version: number; readonly gates: readonly Gate[]; readonly outcome: Outcomes; readonly whyNot: string | null | undefined; readonly onDone: () => void }

const PARTS = ['cause', 'effect', 'improvement'] as const

/** H2, H5: every gate named, then the summary that others will learn from. */
export const CloseForm = ({ id, version, gates, outcome, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const [draft, setDraft, clear] = useDraft<Draft>(`close.${id}`, { cause: '', effect: '', improvement: '', outcome })
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(close, () => { clear(); onDone() })
  const missing = PARTS.find((part) => draft[part].trim() === '')
  const { outcome: chosen, ...summary } = draft
  return (
    <>
      <p className='form-lead'>{t('close.lead')}</p>
      <Gates gates={gates} />
      <ProblemNote error={doing.error} />
      <Field id='close-outcome' label={t('close.outcome')} hint={t('close.outcomeHint')} error={faultOf(doing.error, 'outcome')}>
        <Select id='close-outcome' allowClear value={chosen} placeholder={t('close.outcomeChoose')} onChange={(next: Outcomes | undefined) => set({ outcome: next ?? null })} options={Outcome.options.map((value) => ({ value, label: term('outcome', value) }))} />
      </Field>
      {PARTS.map((part) => (
        <Field key={part} id={`close-${part}`} label={t(`close.${part}`)} hint={t(`close.${part}Hint`)} error={faultOf(doing.error, `summary/${part}`)} required>
          <Input.TextArea id={`close-${part}`} autoSize={{ minRows: 2, maxRows: 8 }} value={draft[part]} onChange={(event) => set({ [part]: event.target.value })} />
        </Field>
      ))}
      <div className='form-end'>
        <ActionButton kind='primary' label={t('close.save')} whyNot={whyNot ?? (missing ? t('close.summaryMissing', { part: t(`close.${missing}`) }) : null)} loading={doing.isPending}
          onPress={() => doing.mutate({ id, version, summary, ...(chosen && { outcome: chosen }) })} />
      </div>
    </>
  )
}
