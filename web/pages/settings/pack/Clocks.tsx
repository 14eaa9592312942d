import { useTranslation } from 'react-i18next'
import type { ClockGiven, PackView } from '#contract/packs.ts'
import { say, useTerm } from '../../../app/i18n.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { Section } from '../../../ui/Section.tsx'
import { type Json, type Speaker, whenWords } from './cell-words.ts'

type Rule = PackView['tables'][number]['rules'][number]
interface One { readonly clock: PackView['clocks'][number]; readonly rules: readonly Rule[]; readonly speaker: Speaker }

const givenBy = (rule: Rule) => rule.gives as unknown as ClockGiven

/** When it starts, under which conditions, and how long it gives: a line for each rule. */
const Starts = ({ rules, speaker }: Pick<One, 'rules' | 'speaker'>) => {
  const { t, term } = speaker
  if (rules.length === 0) return <p className='muted'>{t('settings:pack.neverStarts')}</p>
  return (
    <ul className='clk-s'>
      {rules.map((rule) => {
        const { amount, unit, movePastHoliday } = givenBy(rule)
        const when = whenWords(speaker, rule.when as Record<string, Json>, ['event'])
        return (
          <li key={rule.id} title={rule.id}>
            <b>{t('settings:pack.amount', { amount, unit: term('timeUnit', unit) })}</b>
            <span>{t('settings:pack.from', { event: term('clockStart', String(rule.when['event'])) })}{when && t('settings:pack.when', { when })}{movePastHoliday && t('settings:pack.movesPast')}</span>
          </li>
        )
      })}
    </ul>
  )
}

const Clock = ({ clock, rules, speaker }: One) => {
  const { t, term, pack } = speaker
  const position = pack.positions.find((each) => each.code === clock.escalateTo)
  return (
    <li>
      <div>
        <h3>{say(clock.label)}</h3>
        <p className='muted'>{t('settings:pack.until', { to: term('clockEnd', clock.ends) })}</p>
        <p className='chips'>
          <Chip tone={clock.bound === 'ours' ? 'primary' : 'plain'}>{t('settings:pack.duty', { whose: term('bound', clock.bound) })}</Chip>
          {clock.pauses && <Chip>{t('settings:pack.pauses')}</Chip>}
          {!clock.verified && <Chip tone='warn' title={t('settings:pack.unverifiedHint')}>{t('settings:pack.unverified')}</Chip>}
        </p>
      </div>
      <Starts rules={rules} speaker={speaker} />
      <div>
        <p>{say(clock.basis)}</p>
        {clock.bound === 'ours' && <p className='muted'>{t('settings:pack.tellsWhom', { position: position ? say(position.label) : clock.escalateTo })}</p>}
      </div>
    </li>
  )
}

/** Every clock in words: when it starts and for whom, how long it is, whose duty, why, and whom a late one reaches. */
export const Clocks = ({ pack }: { readonly pack: PackView }) => {
  const { t } = useTranslation('settings')
  const term = useTerm()
  const speaker: Speaker = { t, term, say, pack }
  const table = pack.tables.find((each) => each.table === 'clocks')
  return (
    <Section title={t('pack.part.clocks')} count={t('pack.entries', { count: pack.clocks.length })} extra={table && t('pack.version', { version: table.version })}>
      <ul className='clk'>
        {pack.clocks.map((clock) => <Clock key={clock.kind} clock={clock} rules={(table?.rules ?? []).filter((rule) => givenBy(rule).clock === clock.kind)} speaker={speaker} />)}
      </ul>
    </Section>
  )
}
