import { Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Proceeding, oneProceeding } from '#contract/proceeding.ts'
import { Asked } from '../../../app/Asked.tsx'
import { say, useTerm } from '../../../app/i18n.ts'
import { useAsk } from '../../../app/query.ts'
import { useClockLabel } from '../../../modules/clock/clock-label.ts'
import { Attachments } from '../../../modules/communication/Attachments.tsx'
import { NoteForm } from '../../../modules/proceeding/NoteForm.tsx'
import { ReportForm } from '../../../modules/proceeding/ReportForm.tsx'
import { ReportView } from '../../../modules/proceeding/Reports.tsx'
import { ChangeForm, WaiveForm } from '../../../modules/proceeding/SmallForms.tsx'
import { Standing } from '../../../modules/proceeding/standing.tsx'
import { Field } from '../../../ui/Field.tsx'
import { When } from '../../../ui/When.tsx'
import { useScene } from '../scene.ts'
import { EndForm } from './EndForm.tsx'

const Facts = ({ one }: { readonly one: Proceeding }) => {
  const { t } = useTranslation('proceeding')
  const term = useTerm()
  const { pack } = useScene()
  const labelOf = useClockLabel(pack)
  return (
    <dl className='kv pro-f'>
      <dt>{t('one.came')}</dt><dd>{term('cameBy', one.came)}　<When at={one.begunAt} /></dd>
      <dt>{t('one.stage')}</dt><dd>{say(one.stageLabel)}　<When at={one.stageAt} /></dd>
      {one.answerBy && <><dt>{t('card.answerBy')}</dt><dd><When at={one.answerBy} end /></dd></>}
      {one.clocks.filter(({ state }) => state !== 'cancelled').map((clock) => <div key={clock.id} className='contents'><dt>{labelOf(clock.kind)}</dt><dd><When at={clock.dueAt} end />　<span className='muted'>{term('bound', clock.bound ?? 'ours')}　{t(`one.clock.${clock.state}`)}</span></dd></div>)}
      {one.asks && <><dt>{t('one.asks')}</dt><dd className='pre'>{one.asks}</dd></>}
      {one.waived && <><dt>{t('one.waived')}</dt><dd>{one.waived.by?.name}　{one.waived.reason}</dd></>}
      {one.resultNote && <><dt>{t('one.result')}</dt><dd className='pre'>{one.resultNote}</dd></>}
    </dl>
  )
}

const Story = ({ one }: { readonly one: Proceeding }) => {
  const { t } = useTranslation('proceeding')
  const term = useTerm()
  if (one.notes.length === 0) return null
  return (
    <ol className='pro-log' aria-label={t('one.log')}>
      {one.notes.map((note) => <li key={note.id}><When at={note.at} />　<b>{term('proceedingNote', note.kind)}</b>　{t(note.inbound ? 'one.inbound' : 'one.outbound')}{note.stage && `　→ ${say(note.stage)}`}<span className='block pre'>{note.text}</span>{note.answerBy && <span className='block muted'>{t('card.answerBy')}　<When at={note.answerBy} /></span>}<Attachments files={note.files} /></li>)}
    </ol>
  )
}

const STEPS = ['write', 'note', 'end', 'change', 'waive'] as const
type Step = (typeof STEPS)[number]

const Shown = ({ one }: { readonly one: Proceeding }) => {
  const { t } = useTranslation('proceeding')
  const { pack } = useScene()
  const [step, setStep] = useState<Step | null>(null)
  const rule = pack.proceedings.find(({ kind }) => kind === one.body.kind)
  const steps = STEPS.filter((name) => name === 'write' || (name === 'waive' ? one.owed : one.state === 'open'))
  const done = () => setStep(null)
  const forms = { write: <ReportForm one={one} onDone={done} />, note: <NoteForm one={one} stages={rule?.stages ?? []} onDone={done} />, end: <EndForm one={one} results={rule?.results ?? []} onDone={done} />, change: <ChangeForm key={one.version} one={one} onDone={done} />, waive: <WaiveForm one={one} onDone={done} /> }
  return (
    <>
      <p className='form-lead pro-h'><b>{say(one.body.label)}</b>{one.reference && <span className='no'>{one.reference}</span>}<Standing one={one} /></p>
      <Facts one={one} />
      {one.reports.map((report) => <ReportView key={`${report.id} ${report.version}`} report={report} />)}
      <Story one={one} />
      <Field label={t('one.step')}><Radio.Group aria-label={t('one.step')} optionType='button' value={step} onChange={(event) => setStep(STEPS.find((each) => each === event.target.value) ?? null)} options={steps.map((value) => ({ value, label: t(`one.steps.${value}`) }))} /></Field>
      {step && <div key={step}>{forms[step]}</div>}
    </>
  )
}

/** One proceeding outside: how it stands, what was said, what comes next. */
export const ProceedingPanel = ({ id }: { readonly id: string }) => <Asked query={useAsk(oneProceeding, { id })} rows={8}>{(one) => <Shown key={`${one.id} ${one.state}`} one={one} />}</Asked>
