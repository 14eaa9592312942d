import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import type * as contract from '#contract/portal.ts'
import { words } from '#kernel/i18n.ts'

const SHORT = 12
const TAGS: Readonly<Record<Locale, string>> = { 'zh-CN': 'zh-CN', 'zh-Hant': 'zh-HK', en: 'en' }

const icon = (src: string, side: number, purpose: 'any' | 'maskable') => ({ src, sizes: `${side}x${side}`, type: 'image/png', purpose })

/** The portal of an organisation as an application of its own, opening where it was put on the home screen. */
export const manifestOf = (organization: string, locale: Locale, from: { place?: string | undefined; card?: string | undefined }): z.input<typeof contract.manifest.output> => {
  const query = new URLSearchParams(Object.entries(from).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString()
  const start = `/portal${query && `?${query}`}`
  return {
    id: start, name: words(locale, ['portal', 'appName'], { organization }) ?? organization, short_name: [...organization].slice(0, SHORT).join(''), lang: TAGS[locale], start_url: start, scope: '/portal', display: 'standalone', background_color: '#f6f5f2', theme_color: '#24527a',
    icons: [icon('/portal-icon-192.png', 192, 'any'), icon('/portal-icon-512.png', 512, 'any'), icon('/portal-icon-maskable.png', 512, 'maskable')],
  }
}
