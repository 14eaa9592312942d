import { CheckOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { STAGES, type Stage } from '#contract/packs.ts'
import { useTerm } from '../../app/i18n.ts'
import { useZone } from '../../ui/InZone.tsx'
import { wallWords } from '../../ui/time-words.ts'

type Open = (typeof STAGES)[number]
export type StageDates = Readonly<Partial<Record<Open, string>>>

const positionOf = (stage: Stage) => (stage === 'closed' ? STAGES.length : STAGES.indexOf(stage))

interface StepProps { readonly stage: Open; readonly at: number; readonly now: number; readonly doneAt: string | undefined; readonly nowWords: string }

const Step = ({ stage, at, now, doneAt, nowWords }: StepProps) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { zone } = useZone()
  const done = at < now
  const small = done ? doneAt && wallWords(doneAt, t('steps.day'), { zone }) : at === now ? nowWords : ''
  return (
    <li className={done ? 'done' : at === now ? 'now' : 'wait'} aria-current={at === now ? 'step' : undefined}>
      <i aria-hidden='true'>{done ? <CheckOutlined aria-hidden='true' /> : at + 1}</i>
      <span><b>{term('stage', stage)}</b><small>{small}</small></span>
      {done && <span className='sr'>{t('steps.done')}</span>}
    </li>
  )
}

/** The eight steps 受理 → 回访结案; one line and a bar on a phone. */
export const Steps = ({ stage, doneAt, nowWords }: { readonly stage: Stage; readonly doneAt: StageDates; readonly nowWords: string }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const now = positionOf(stage)
  const next = STAGES[now + 1]
  return (
    <>
      <ol className='steps' aria-label={t('steps.label')}>
        {STAGES.map((each, at) => <Step key={each} stage={each} at={at} now={now} doneAt={doneAt[each]} nowWords={nowWords} />)}
      </ol>
      <div className='steps-m'>
        <progress max={STAGES.length} value={Math.min(now + (stage === 'closed' ? 0 : 1), STAGES.length)} aria-label={t('steps.label')} />
        <p>
          {stage === 'closed' ? <b>{term('stage', 'closed')}</b> : <span>{t('steps.at', { no: now + 1, of: STAGES.length })}<b>{term('stage', stage)}</b></span>}
          {next && <span>{t('steps.next', { stage: term('stage', next) })}</span>}
        </p>
      </div>
    </>
  )
}
