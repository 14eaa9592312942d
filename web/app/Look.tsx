import { CloseOutlined, DownOutlined } from '@ant-design/icons'
import { ConfigProvider } from 'antd'
import inEnglish from 'antd/es/locale/en_US.js'
import type { Locale as AntdWords } from 'antd/es/locale/index.js'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '#contract/common.ts'
import { localeNow } from './i18n.ts'
import { themeOf, useMode } from './theme.ts'

const nonce = document.querySelector('meta[name=csp-nonce]')?.getAttribute('content') ?? ''

/**
 * Parts of the component library make style elements without asking for the nonce (scroll lock, scroll bar measure).
 * Every style element this page makes itself carries it; what others inject does not pass through here.
 */
export const lendNonce = () => {
  const make = document.createElement.bind(document)
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = make(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }
}

// Its types take it for a module of the older kind.
const english = inEnglish as unknown as AntdWords

const files: Readonly<Record<Locale, () => Promise<unknown>>> = {
  'zh-CN': () => import('antd/es/locale/zh_CN.js'),
  'zh-Hant': () => import('antd/es/locale/zh_HK.js'),
  en: () => Promise.resolve({ default: english }),
}

/** The few words the component library says itself. There are some from the beginning: given for the first time, they would build the page anew and lose what is typed. */
const useAntdWords = () => {
  useTranslation()
  const locale = localeNow()
  const [words, setWords] = useState<AntdWords>(english)
  useEffect(() => {
    let current = true
    void files[locale]().then((file) => { if (current) setWords((file as { default: AntdWords }).default) })
    return () => { current = false }
  }, [locale])
  return words
}

/** Icons that only decorate; the library's own say their English file names to screen readers. */
const ICONS = { select: { suffixIcon: <DownOutlined aria-hidden='true' /> }, drawer: { closeIcon: <CloseOutlined aria-hidden='true' /> } }

/** Theme, language and CSP nonce of the component library. */
export const Look = ({ children }: { readonly children: ReactNode }) => {
  const mode = useMode()
  const words = useAntdWords()
  return (
    <ConfigProvider csp={{ nonce }} theme={themeOf(mode)} button={{ autoInsertSpace: false }} wave={{ disabled: true }} select={ICONS.select} drawer={ICONS.drawer} locale={words}>
      {children}
    </ConfigProvider>
  )
}
