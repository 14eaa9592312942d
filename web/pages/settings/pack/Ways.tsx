import { useTranslation } from 'react-i18next'
import type { PackView } from '#contract/packs.ts'
import { say, useTerm } from '../../../app/i18n.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useAreas } from '../areas.ts'
import { OwnLink } from './OwnLink.tsx'

interface Props { readonly pack: PackView }

export const Roles = ({ pack }: Props) => {
  const { t } = useTranslation('settings')
  const term = useTerm()
  const areas = useAreas()
  return (
    <div className='stack'>
      {pack.roles.map((role) => (
        <Section key={role.code} title={say(role.label)} count={term('sees', role.sees)}>
          <div className='card-b'>
            <p className='muted'>{t('pack.heldBy', { positions: pack.positions.filter((one) => one.role === role.code).map((one) => say(one.label)).join(t('common:listSeparator')) || t('common:none') })}</p>
            <p className='chips'>{areas(role.permissions).map((area) => <Chip key={area}>{area}</Chip>)}</p>
          </div>
        </Section>
      ))}
    </div>
  )
}

const Step = ({ step }: { readonly step: PackView['guidance'][number] }) => {
  const { t } = useTranslation('settings')
  return (
    <Section title={say(step.label)} count={say(step.goal)}>
      <div className='card-b step-g'>
        <div><h3>{t('pack.does')}</h3><ul className='dots'>{step.does.map((one) => <li key={one['zh-CN']}>{say(one)}</li>)}</ul></div>
        <div><h3>{t('pack.donts')}</h3><ul className='dots'>{step.donts.map((one) => <li key={one['zh-CN']}>{say(one)}</li>)}</ul></div>
        <div><h3>{t('pack.says')}</h3><ul className='dots'>{step.phrases.map((one) => <li key={one['zh-CN']}><q>{say(one)}</q></li>)}</ul></div>
        <p className='muted wide'>{t('pack.evidence')} {say(step.evidence)}</p>
      </div>
    </Section>
  )
}

export const Guidance = ({ pack }: Props) => {
  const { t } = useTranslation('settings')
  return (
    <div className='stack'>
      <p className='own-go'><OwnLink list='phrases' /><OwnLink list='guidance' /><OwnLink list='forbidden' /><OwnLink list='wording' /></p>
      {pack.guidance.map((step) => <Step key={step.code} step={step} />)}
      <Section title={t('pack.temperaments')} extra={<OwnLink list='temperaments' />}>
        <dl className='cls'>{pack.temperaments.map((one) => <div key={one.code}><dt>{say(one.label)}</dt><dd><ul className='dots'>{one.advice.map((line) => <li key={line['zh-CN']}>{say(line)}</li>)}</ul></dd></div>)}</dl>
      </Section>
      <Section title={t('pack.questions')} extra={<OwnLink list='follow-up' />}><ol className='card-b dots'>{pack.followUpQuestions.map((one) => <li key={one.code}>{say(one.text)}</li>)}</ol></Section>
    </div>
  )
}
