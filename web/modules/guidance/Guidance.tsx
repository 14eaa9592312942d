import { CopyOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { phrases } from '#contract/knowledge.ts'
import type { PackView, Stage, Temperament } from '#contract/packs.ts'
import type { z } from 'zod'
import { say, useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { classAt, type GuidanceStep, stepFor } from './steps.ts'
import './guidance.css'

type Temper = z.infer<typeof Temperament> | null

interface Props { readonly pack: PackView; readonly stage: Stage; readonly temperament: Temper; readonly classCode: string | null | undefined; /** Puts the words where they are needed; without it they are copied. */ readonly onUse?: ((words: string) => void) | undefined }

const Sayable = ({ words, onUse }: { readonly words: string; readonly onUse: Props['onUse'] }) => {
  const { t } = useTranslation('case')
  const [copied, setCopied] = useState(false)
  const take = () => {
    if (onUse) return onUse(words)
    void navigator.clipboard?.writeText(words).then(() => setCopied(true))
  }
  return (
    <li>
      <span>{words}</span>
      <button type='button' className='say-b' onClick={take} aria-label={t(onUse ? 'guidance.useOf' : 'guidance.copyOf', { words })}>{onUse ? t('guidance.use') : copied ? t('common:copied') : <CopyOutlined aria-hidden='true' />}</button>
    </li>
  )
}

const useSayings = (step: GuidanceStep | undefined, stage: Stage, temperament: Temper) => {
  const asked = stage === 'closed' ? { step: 'closing' as const } : { step: stage }
  const { data } = useAsk(phrases, { ...asked, ...(temperament && { temperament }) })
  const own = (data?.items ?? []).filter((phrase) => phrase.temperament === temperament || phrase.favourite).map((phrase) => say(phrase.text))
  return [...new Set([...own.slice(0, 2), ...(step?.phrases ?? []).map(say)])].slice(0, 3)
}

const List = ({ title, lines, tone }: { readonly title: string; readonly lines: readonly string[]; readonly tone: 'do' | 'dont' }) => (
  <div className={`tips-${tone}`}><h4>{title}</h4><ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul></div>
)

const Details = ({ step }: { readonly step: GuidanceStep }) => {
  const { t } = useTranslation('case')
  return (
    <details className='say-more'>
      <summary>{t('guidance.more', { step: say(step.label) })}</summary>
      <p><b>{t('guidance.goal')}</b>{say(step.goal)}</p>
      <List tone='do' title={t('guidance.does')} lines={step.does.map(say)} />
      <List tone='dont' title={t('guidance.donts')} lines={step.donts.map(say)} />
      <p><b>{t('guidance.evidence')}</b>{say(step.evidence)}</p>
    </details>
  )
}

const Temperamental = ({ pack, temperament }: Pick<Props, 'pack' | 'temperament'>) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const guide = pack.temperaments.find((each) => each.code === temperament)
  if (!guide || !temperament) return null
  return (
    <details className='say-more'>
      <summary>{t('guidance.temperament', { temperament: term('temperament', temperament) })}</summary>
      <ol>{guide.advice.map((line) => <li key={say(line)}>{say(line)}</li>)}</ol>
    </details>
  )
}

/** Read at once, not unfolded: it is one sentence, and it is about who stands there. */
const OfClass = ({ pack, stage, classCode }: Pick<Props, 'pack' | 'stage' | 'classCode'>) => {
  const { t } = useTranslation('case')
  const guide = classAt(pack, stage, classCode)
  return guide && <p className='say-dont'><b>{t('guidance.class', { name: say(guide.label) })}</b> {say(guide.guidance)}</p>
}

/** E10: what to say now, for the stage of the case, the class and the temper of the customer; behind it the goal, the dos and the don'ts. */
export const Guidance = ({ pack, stage, temperament, classCode, onUse }: Props) => {
  const { t } = useTranslation('case')
  const step = stepFor(pack.guidance, stage)
  const sayings = useSayings(step, stage, temperament)
  return (
    <div className='say'>
      <h3>{t('guidance.say')}</h3>
      <ul className='say-l'>{sayings.map((words) => <Sayable key={words} words={words} onUse={onUse} />)}</ul>
      {step?.donts[0] && <p className='say-dont'>{say(step.donts[0])}</p>}
      <OfClass pack={pack} stage={stage} classCode={classCode} />
      {step && <Details step={step} />}
      <Temperamental pack={pack} temperament={temperament} />
    </div>
  )
}
