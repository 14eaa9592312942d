import { CheckCircleFilled, ClockCircleOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { close } from '#contract/casefile.ts'
import { Outcome } from '#contract/complaint.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useClearing } from '../../ui/clearing.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import './complaint.css'

/** What must be true before a case may be closed: done already, still standing in the server's words, and where to go on. */
export interface CloseGates {
  readonly met: readonly string[]
  readonly standing: readonly string[]
  readonly ways: readonly { readonly key: string; readonly words: string; readonly onGo: () => void }[]
}

export const Gates = ({ gates }: { readonly gates: CloseGates }) => {
  const { t } = useTranslation('case')
  return (
    <>
      <ul className='gates'>
        {gates.standing.map((words) => <li key={words} className='open'><ClockCircleOutlined aria-hidden='true' /><span>{words}<span className='sr'>{t('close.open')}</span></span></li>)}
        {gates.met.map((words) => <li key={words} className='met'><CheckCircleFilled aria-hidden='true' /><span>{words}<span className='sr'>{t('close.met')}</span></span></li>)}
      </ul>
      {gates.ways.length > 0 && <p className='gate-go'>{gates.ways.map((way) => <Button key={way.key} size='small' onClick={way.onGo}>{way.words}</Button>)}</p>}
    </>
  )
}

type Outcomes = Outcome | null
interface Draft { cause: string; effect: string; improvement: string; outcome: Outcomes }
interface Props { readonly id: string; readonly version: number; readonly gates: CloseGates; readonly outcome: Outcomes; readonly whyNot: string | null | undefined; readonly onDone: () => void }

const PARTS = ['cause', 'effect', 'improvement'] as const

/** H2, H5: every gate named, then the summary that others will learn from. */
export const CloseForm = ({ id, version, gates, outcome, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const clearing = useClearing()
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
        <Select id='close-outcome' allowClear={clearing} value={chosen} placeholder={t('close.outcomeChoose')} onChange={(next: Outcomes | undefined) => set({ outcome: next ?? null })} options={Outcome.options.map((value) => ({ value, label: term('outcome', value) }))} />
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
