import { byArea } from './bundle.ts'

export const words = byArea(import.meta.glob(['../../../locales/zh-CN/web/*.json', '../../../locales/zh-CN/terms.json', '../../../locales/zh-CN/communication.json', '!../../../locales/zh-CN/web/portal.json'], { eager: true, import: 'default' }))
