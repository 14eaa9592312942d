import { byArea } from './bundle.ts'

export const words = byArea(import.meta.glob(['../../../locales/zh-Hant/web/*.json', '../../../locales/zh-Hant/terms.json', '../../../locales/zh-Hant/communication.json', '!../../../locales/zh-Hant/web/portal.json'], { eager: true, import: 'default' }))
