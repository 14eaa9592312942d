import { BarChartOutlined, BellOutlined, EyeOutlined, LikeOutlined, LogoutOutlined, RightOutlined, SettingOutlined, TeamOutlined, UserOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LOCALES } from '#contract/common.ts'
import { Go } from '../../app/Go.tsx'
import { localeNow, useTerm } from '../../app/i18n.ts'
import { useChooseLocale } from '../../app/choose-locale.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useCan, useSession, useSignOut } from '../../app/session.tsx'
import { chooseLook, LOOKS, useLook } from '../../app/theme.ts'
import { links } from '../../links.ts'
import { Section } from '../../ui/Section.tsx'
import './more.css'

const Way = ({ to, icon, label }: { readonly to: string; readonly icon: ReactNode; readonly label: string }) => <li><Go to={to}>{icon}<span>{label}</span><RightOutlined aria-hidden='true' /></Go></li>

const Choice = <T extends string>({ label, values, now, name, onChoose }: { readonly label: string; readonly values: readonly T[]; readonly now: T; readonly name: (value: T) => string; readonly onChoose: (value: T) => void }) => (
  <fieldset className='more-c'><legend className='muted'>{label}</legend><div className='seg'>{values.map((value) => <button type='button' key={value} aria-pressed={value === now} className={value === now ? 'on' : ''} onClick={() => onChoose(value)}>{name(value)}</button>)}</div></fieldset>
)

/** On a phone: what does not fit into the tabs. */
export const MorePage = () => {
  const { t } = useTranslation('shell')
  const { person, organization } = useSession()
  const can = useCan()
  const term = useTerm()
  const look = useLook()
  const chooseLocale = useChooseLocale()
  const signOut = useSignOut()
  return (
    <div className='page narrow'>
      <PageHead title={t('more.title')} sub={`${person.name} · ${organization.name}`} />
      <Section>
        <ul className='ways'>
          <Way to={links.customers()} icon={<TeamOutlined aria-hidden='true' />} label={t('nav.customers')} />
          {can('feedback.read') && <Way to={links.feedback()} icon={<LikeOutlined aria-hidden='true' />} label={t('nav.feedback')} />}
          {(can('custody.read') || can('inquiry.read')) && <Way to={links.watch(can)} icon={<EyeOutlined aria-hidden='true' />} label={t('nav.watch')} />}
          {can('analytics.read') && <Way to={links.figures()} icon={<BarChartOutlined aria-hidden='true' />} label={t('nav.figures')} />}
          <Way to={links.notices()} icon={<BellOutlined aria-hidden='true' />} label={t('notices.title')} />
          <Way to={links.settings()} icon={<SettingOutlined aria-hidden='true' />} label={t('nav.settings')} />
          <Way to={links.account()} icon={<UserOutlined aria-hidden='true' />} label={t('person.account')} />
          <li><button type='button' onClick={() => void signOut()}><LogoutOutlined aria-hidden='true' /><span>{t('person.signOut')}</span></button></li>
        </ul>
      </Section>
      <Choice label={t('person.language')} values={LOCALES} now={localeNow()} name={(locale) => term('locale', locale)} onChoose={(locale) => void chooseLocale(locale)} />
      <Choice label={t('person.look')} values={LOOKS} now={look} name={(one) => t(`look.${one}`)} onChoose={chooseLook} />
    </div>
  )
}
