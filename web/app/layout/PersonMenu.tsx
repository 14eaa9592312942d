import { Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LOCALES } from '#contract/common.ts'
import { links } from '../../links.ts'
import { useChooseLocale } from '../choose-locale.ts'
import { useGo } from '../Go.tsx'
import { localeNow, useTerm } from '../i18n.ts'
import { useSignOut } from '../session.tsx'
import { chooseLook, LOOKS, useLook } from '../theme.ts'
import { takeFocus } from '../when-pressed.tsx'
import { MeButton } from './Me.tsx'

/** One's account, language and look, and the way out. */
export const PersonMenu = () => {
  const [open, setOpen] = useState(true)
  const { t } = useTranslation('shell')
  const term = useTerm()
  const go = useGo()
  const look = useLook()
  const chooseLocale = useChooseLocale()
  const signOut = useSignOut()
  const acts: Record<string, () => void> = {
    account: () => go(links.account()),
    out: () => void signOut(),
    ...Object.fromEntries(LOCALES.map((locale) => [`say-${locale}`, () => void chooseLocale(locale)])),
    ...Object.fromEntries(LOOKS.map((one) => [`look-${one}`, () => chooseLook(one)])),
  }
  return (
    <Dropdown
      open={open} onOpenChange={setOpen} trigger={['click']} placement='bottomRight'
      menu={{
        selectedKeys: [`say-${localeNow()}`, `look-${look}`],
        onClick: ({ key }) => acts[key]?.(),
        items: [
          { key: 'account', label: t('person.account') },
          { type: 'group', label: t('person.language'), children: LOCALES.map((locale) => ({ key: `say-${locale}`, label: term('locale', locale) })) },
          { type: 'group', label: t('person.look'), children: LOOKS.map((one) => ({ key: `look-${one}`, label: t(`look.${one}`) })) },
          { type: 'divider' },
          { key: 'out', label: t('person.signOut') },
        ],
      }}
    >
      <MeButton ref={takeFocus} />
    </Dropdown>
  )
}
