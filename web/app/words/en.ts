import { byArea } from './bundle.ts'

export const words = byArea(import.meta.glob(['../../../locales/en/web/*.json', '../../../locales/en/terms.json', '../../../locales/en/communication.json', '!../../../locales/en/web/portal.json'], { eager: true, import: 'default' }))
