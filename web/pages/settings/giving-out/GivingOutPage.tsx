import { Button, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { AwayWay, awayRule, setAwayRule } from '#contract/absence.ts'
import { givingOut, type GivingOut } from '#contract/assigning.ts'
import type { z } from 'zod'
import { Asked } from '../../../app/Asked.tsx'
import { usePanel } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { useWhyNot } from '../allowed.ts'
import { GivingOutForm } from './GivingOutForm.tsx'
import './giving-out.css'

/** What becomes of work that cannot wait until somebody is back; saved as it is pressed. */
const Away = ({ rule }: { readonly rule: z.output<typeof awayRule.output> }) => {
  const { t } = useTranslation('assigning')
  const whyNot = useWhyNot()('identity.setAwayRule')
  const doing = useDo(setAwayRule)
  return (
    <Section title={t('away.title')}>
      <div className='card-b'>
        <p className='form-lead'>{t('away.lead')}</p>
        <Radio.Group className='stacked' aria-label={t('away.title')} disabled={whyNot !== null || doing.isPending} value={(doing.isPending ? doing.variables.way : null) ?? rule.way} onChange={(event) => doing.mutate({ way: event.target.value as AwayWay, version: rule.version })}
          options={AwayWay.options.map((way) => ({ value: way, label: <><b>{t(`away.${way}`)}</b><span className='give-h'>{t(`away.${way}Hint`)}</span></> }))} />
        {whyNot && <p className='muted'>{t('away.whoMay')}</p>}
        <ProblemNote error={doing.error} />
      </div>
    </Section>
  )
}

const Row = ({ unit }: { readonly unit: GivingOut }) => {
  const { t } = useTranslation('assigning')
  const { open } = usePanel()
  const rest = unit.way === 'hand' ? [] : [t(unit.receiverKeeps ? 'keeps' : 'passes'), unit.mostOpen === null ? t('noMost') : t('mostEach', { count: unit.mostOpen })]
  return (
    <li className='give'>
      <b>{unit.unitName}</b>
      <span>{t(`way.${unit.way}`)}{rest.length > 0 && <small className='muted'>{rest.join(t('common:listSeparator'))}</small>}</span>
      {unit.may && <Button size='small' onClick={() => open('unit', unit.unitId)}>{t('change')}<span className='sr'>{unit.unitName}</span></Button>}
    </li>
  )
}

/** Who is given what comes in, unit by unit, and what becomes of work while people are away. */
export const GivingOutPage = () => {
  const { t } = useTranslation('assigning')
  const { panel, on, close } = usePanel()
  const units = useAsk(givingOut, {})
  const rule = useAsk(awayRule, {})
  const unit = units.data?.items.find((one) => one.unitId === on) ?? null
  return (
    <>
      <PageHead title={t('settings:place.givingOut.label')} sub={t('settings:place.givingOut.hint')} />
      <div className='stack'>
        <Section title={t('units')}><Asked query={units} rows={4}>{({ items }) => <ul className='gives'>{items.map((one) => <Row key={one.unitId} unit={one} />)}</ul>}</Asked></Section>
        <Asked query={rule} rows={4}>{(known) => <Away rule={known} />}</Asked>
      </div>
      <SidePanel title={t('of', { unit: unit?.unitName })} open={panel === 'unit' && unit !== null} onClose={close}>{unit && <GivingOutForm key={unit.unitId} unit={unit} onDone={close} />}</SidePanel>
    </>
  )
}
