import { Dropdown, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LOCALES } from '#contract/common.ts'
import { links } from '../../links.ts'
import { allWaiting } from '../device/waiting.ts'
import { useChooseLocale } from '../choose-locale.ts'
import { useGo } from '../Go.tsx'
import { localeNow, useTerm } from '../i18n.ts'
import { useSession, useSignOut } from '../session.tsx'
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
  const { person } = useSession()
  const [modal, asking] = Modal.useModal()
  // What was not sent would go with the session: whoever leaves decides.
  const leave = async () => {
    const unsent = (await allWaiting()).filter((item) => item.personId === person.id && (item.state === 'waiting' || item.state === 'refused')).length
    if (unsent === 0) return signOut()
    await modal.confirm({ title: t('held.leaveTitle'), content: t('held.leave', { count: unsent }), okText: t('held.leaveOk'), cancelText: t('held.leaveNo'), okButtonProps: { danger: true }, onOk: signOut })
  }
  const acts: Record<string, () => void> = {
    account: () => go(links.account()),
    out: () => void leave(),
    ...Object.fromEntries(LOCALES.map((locale) => [`say-${locale}`, () => void chooseLocale(locale)])),
    ...Object.fromEntries(LOOKS.map((one) => [`look-${one}`, () => chooseLook(one)])),
  }
  return (
    <>{asking}<Dropdown
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
    </Dropdown></>
  )
}
