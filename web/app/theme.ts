import { theme as antd, type ThemeConfig } from 'antd'
import { useSyncExternalStore } from 'react'

type Mode = 'light' | 'dark'
export const LOOKS = ['system', 'light', 'dark'] as const
/** What the person chose; `system` follows the device. */
export type Look = typeof LOOKS[number]

/** One table of colours. Everything else (antd tokens, CSS variables) is derived from it. */
const palette = {
  light: {
    primary: '#24527A', primaryHover: '#2F6594', primaryPress: '#1B3F5F', primarySoft: '#EAF0F5', primaryLine: '#BFD0DF', onPrimary: '#FFFFFF',
    vermilion: '#C8402F', vermilionText: '#B23425', vermilionSoft: '#FBEDEA', vermilionLine: '#EFC4BD', onVermilion: '#FFFFFF',
    success: '#3B7D5A', successText: '#2F6A4B', successSoft: '#EAF3EE', successLine: '#BFDACB',
    warning: '#B7791F', warningText: '#85560F', warningSoft: '#FBF3E2', warningLine: '#E8D3A6',
    note: '#FDF8E8', noteLine: '#DECB93', noteText: '#6E5314',
    bg: '#F6F5F2', surface: '#FFFFFF', sunken: '#FAF9F7', hover: '#F3F1EC', border: '#E6E3DD', borderStrong: '#CFCAC0',
    text: '#1C2430', secondary: '#5B6472', faint: '#5F6874', control: '#938D82',
    shadow: '0 1px 2px rgba(28,36,48,.05)', shadowUp: '0 8px 28px rgba(28,36,48,.14), 0 2px 6px rgba(28,36,48,.06)',
  },
  dark: {
    primary: '#6FA3D0', primaryHover: '#88B5DB', primaryPress: '#5A8FBD', primarySoft: '#1D2E3E', primaryLine: '#35526C', onPrimary: '#0E151C',
    vermilion: '#E5705F', vermilionText: '#F08B7C', vermilionSoft: '#38201E', vermilionLine: '#6B352E', onVermilion: '#1B0E0C',
    success: '#6DB48E', successText: '#7FC49F', successSoft: '#18301F', successLine: '#2F5A42',
    warning: '#D9A24A', warningText: '#E3B464', warningSoft: '#33291A', warningLine: '#5E4A24',
    note: '#2B2718', noteLine: '#5C5130', noteText: '#E0CB8D',
    bg: '#12161C', surface: '#1A2028', sunken: '#161B22', hover: '#222A34', border: '#2A323D', borderStrong: '#414C5A',
    text: '#E6E9EE', secondary: '#9AA4B2', faint: '#8D98A6', control: '#6D7989',
    shadow: 'none', shadowUp: '0 0 0 1px #2A323D, 0 10px 32px rgba(0,0,0,.5)',
  },
} as const

/** By language: web/ui/ui.css. */
const fontFamily = 'var(--font)'

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches

const tokens = (mode: Mode): ThemeConfig['token'] => {
  const p = palette[mode]
  return {
    colorPrimary: p.primary, colorInfo: p.primary, colorLink: p.primary, colorError: p.vermilion, colorSuccess: p.success, colorWarning: p.warning,
    colorBgLayout: p.bg, colorBgContainer: p.surface, colorBgElevated: p.surface,
    colorBorder: p.borderStrong, colorBorderSecondary: p.border, colorSplit: p.border,
    colorText: p.text, colorTextSecondary: p.secondary, colorTextTertiary: p.faint, colorTextPlaceholder: p.faint, colorTextDescription: p.secondary,
    borderRadius: 8, borderRadiusSM: 6, borderRadiusLG: 8, fontFamily, fontSize: 14, lineHeight: 1.6,
    controlHeight: 36, controlHeightSM: 28, controlHeightLG: 44, sizeUnit: 4, sizeStep: 4,
    controlItemBgActive: p.primarySoft, controlItemBgActiveHover: p.primarySoft, controlItemBgHover: p.hover, fontWeightStrong: 600, boxShadow: p.shadowUp, boxShadowSecondary: p.shadowUp,
    motion: !still(), motionDurationSlow: '0.15s', motionDurationMid: '0.12s', motionDurationFast: '0.08s', wireframe: false,
  }
}

type Derive = typeof antd.darkAlgorithm

/** In the dark the library dulls the colours it is given; ours are chosen for it already, and text on them stays readable. */
const ours = (mode: Mode): Derive => (seed, map) => {
  const p = palette[mode]
  return {
    ...map ?? antd.defaultAlgorithm(seed), colorPrimary: p.primary, colorPrimaryHover: p.primaryHover, colorPrimaryActive: p.primaryPress, colorPrimaryText: p.primary, colorInfo: p.primary, colorLink: p.primary, colorLinkHover: p.primaryHover,
    colorError: p.vermilion, colorErrorText: p.vermilionText, colorSuccess: p.success, colorWarning: p.warning,
  }
}

export const themeOf = (mode: Mode): ThemeConfig => {
  const p = palette[mode]
  return {
    algorithm: [mode === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm, ours(mode)],
    token: tokens(mode) ?? {},
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400, primaryColor: p.onPrimary, dangerColor: p.onVermilion, contentFontSizeSM: 13 },
      Tabs: { titleFontSize: 14, horizontalItemGutter: 24, horizontalItemPadding: '10px 0', horizontalMargin: '0', itemColor: p.secondary },
      Input: { activeShadow: 'none', colorBorder: p.control },
      Select: { colorBorder: p.control },
      InputNumber: { colorBorder: p.control, activeShadow: 'none' },
      Segmented: { trackBg: p.hover, itemSelectedBg: p.surface },
      Popover: { titleMinWidth: 0 },
    },
  }
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const paint = (mode: Mode) => {
  const root = document.documentElement
  root.dataset['theme'] = mode
  root.style.colorScheme = mode
  for (const [name, value] of Object.entries(palette[mode])) root.style.setProperty(`--${kebab(name)}`, value)
}

const KEPT = 'wenguo.look'
const dark = () => matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()
const kept = localStorage.getItem(KEPT)
let look: Look = LOOKS.find((one) => one === kept) ?? 'system'

const modeNow = (): Mode => (look === 'system' ? (dark().matches ? 'dark' : 'light') : look)

const tell = () => {
  paint(modeNow())
  for (const listener of listeners) listener()
}

/** Paints the page before the first component, so that nothing flashes. */
export const startTheme = () => {
  paint(modeNow())
  dark().addEventListener('change', tell)
}

export const chooseLook = (next: Look) => {
  look = next
  localStorage.setItem(KEPT, next)
  tell()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => { listeners.delete(listener) }
}

export const useMode = (): Mode => useSyncExternalStore(subscribe, modeNow)
export const useLook = (): Look => useSyncExternalStore(subscribe, () => look)
