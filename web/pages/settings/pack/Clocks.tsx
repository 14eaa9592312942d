import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ClockStanding, clockStandings } from '#contract/clock.ts'
import { type Ladder, ladders } from '#contract/ladder.ts'
import type { ClockGiven, PackView } from '#contract/packs.ts'
import { usePanel } from '../../../app/Go.tsx'
import { say, useTerm } from '../../../app/i18n.ts'
import { useAsk } from '../../../app/query.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { Section } from '../../../ui/Section.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { type Json, type Speaker, whenWords } from './cell-words.ts'
import { LadderForm } from './ladder/LadderForm.tsx'
import { LadderLines } from './ladder/LadderLines.tsx'
import { CheckedBy, ConfirmationForm, StandingChip } from './Confirmation.tsx'

type Rule = PackView['tables'][number]['rules'][number]
interface One { readonly clock: PackView['clocks'][number]; readonly rules: readonly Rule[]; readonly speaker: Speaker; readonly standing: ClockStanding | undefined; readonly ladder: Ladder | undefined }

const givenBy = (rule: Rule) => rule.gives as unknown as ClockGiven

/** When it starts, under which conditions, and how long it gives: a line for each rule. */
const Starts = ({ rules, speaker }: Pick<One, 'rules' | 'speaker'>) => {
  const { t, term } = speaker
  if (rules.length === 0) return <p className='muted'>{t('settings:pack.neverStarts')}</p>
  return (
    <ul className='clk-s'>
      {rules.map((rule) => {
        const { amount, unit, movePastHoliday, validFrom, validThrough } = givenBy(rule)
        const when = whenWords(speaker, rule.when as Record<string, Json>, ['event'])
        return (
          <li key={rule.id} title={rule.id}>
            <b>{t('settings:pack.amount', { amount, unit: term('timeUnit', unit) })}</b>
            <span>{t('settings:pack.from', { event: term('clockStart', String(rule.when['event'])) })}{when && t('settings:pack.when', { when })}{movePastHoliday && t('settings:pack.movesPast')}{validFrom && t('settings:pack.validFrom', { day: validFrom })}{validThrough && t('settings:pack.validThrough', { day: validThrough })}</span>
          </li>
        )
      })}
    </ul>
  )
}

const Clock = ({ clock, rules, speaker, standing, ladder }: One) => {
  const { t, term, pack } = speaker
  const { open } = usePanel()
  const position = pack.positions.find((each) => each.code === clock.escalateTo)
  return (
    <li>
      <div>
        <h3>{say(clock.label)}</h3>
        <p className='muted'>{t('settings:pack.until', { to: term('clockEnd', clock.ends) })}</p>
        <p className='chips'>
          <Chip tone={clock.bound === 'ours' ? 'primary' : 'plain'}>{t('settings:pack.duty', { whose: term('bound', clock.bound) })}</Chip>
          {clock.pauses && <Chip>{t('settings:pack.pauses')}</Chip>}
          {clock.legal && <Chip>{t('settings:pack.legal')}</Chip>}
          {standing && <StandingChip standing={standing.standing} />}
        </p>
      </div>
      <div>
        <Starts rules={rules} speaker={speaker} />
        {ladder && <LadderLines ladder={ladder} label={say(clock.label)} positions={pack.positions} onOpen={() => open('ladder', clock.kind)} />}
      </div>
      <div>
        <p>{say(clock.basis)}</p>
        {standing && <CheckedBy of={standing} />}
        {clock.bound === 'ours' && <p className='muted'>{t('settings:pack.tellsWhom', { position: position ? say(position.label) : clock.escalateTo })}</p>}
        {standing && standing.standing !== 'shipped' && <Button size='small' aria-label={t(standing.standing === 'confirmed' ? 'settings:pack.withdrawOf' : 'settings:pack.confirmOf', { clock: say(clock.label) })} onClick={() => open('confirm', clock.kind)}>{t(standing.standing === 'confirmed' ? 'settings:pack.withdraw' : 'settings:pack.confirm')}</Button>}
      </div>
    </li>
  )
}

/** Every clock in words: when it starts and for whom, how long it is, whose duty, why, who has checked it, and whom a late one reaches. */
export const Clocks = ({ pack }: { readonly pack: PackView }) => {
  const { t } = useTranslation('settings')
  const term = useTerm()
  const { panel, on, close } = usePanel()
  const [onlyLaw, setOnlyLaw] = useState(false)
  const standings = useAsk(clockStandings, {}).data?.items ?? []
  const climbing = useAsk(ladders, {}).data?.items ?? []
  const speaker: Speaker = { t, term, say, pack }
  const table = pack.tables.find((each) => each.table === 'clocks')
  const shown = pack.clocks.filter((clock) => !onlyLaw || clock.legal)
  const asked = standings.find(({ kind }) => kind === on)
  const ladder = climbing.find(({ kind }) => kind === on)
  const label = pack.clocks.find(({ kind }) => kind === on)?.label
  return (
    <Section title={t('pack.part.clocks')} count={t('pack.entries', { count: shown.length })} extra={table && t('pack.version', { version: table.version })}>
      {pack.clocks.some((clock) => clock.legal) && <div className='clk-f'><Checkbox checked={onlyLaw} onChange={(event) => setOnlyLaw(event.target.checked)}>{t('pack.onlyLegal')}</Checkbox></div>}
      <ul className='clk'>
        {shown.map((clock) => <Clock key={clock.kind} clock={clock} rules={(table?.rules ?? []).filter((rule) => givenBy(rule).clock === clock.kind)} speaker={speaker} standing={standings.find(({ kind }) => kind === clock.kind)} ladder={climbing.find(({ kind }) => kind === clock.kind)} />)}
      </ul>
      <SidePanel title={t(asked?.standing === 'confirmed' ? 'pack.withdrawOf' : 'pack.confirmOf', { clock: label ? say(label) : '' })} open={panel === 'confirm' && asked !== undefined} onClose={close}>{asked && <ConfirmationForm key={`${asked.kind} ${asked.standing}`} of={asked} onDone={close} />}</SidePanel>
      <SidePanel title={t('ladder:setOf', { clock: label ? say(label) : '' })} open={panel === 'ladder' && ladder !== undefined} onClose={close}>{ladder && <LadderForm key={`${ladder.kind} ${ladder.revision}`} ladder={ladder} positions={pack.positions} onDone={close} />}</SidePanel>
    </Section>
  )
}
