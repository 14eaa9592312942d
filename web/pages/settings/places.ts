import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.tsx'
import { links } from '../../links.ts'

export interface Place { readonly key: string; readonly to: string; readonly label: string; readonly hint: string }

/** The settings one may open, in their order. */
export const usePlaces = (): readonly Place[] => {
  const { t } = useTranslation('settings')
  const can = useCan()
  const place = (key: string, to: string): Place => ({ key, to, label: t(`place.${key}.label`), hint: t(`place.${key}.hint`) })
  const may = (permission: string, key: string, to: string) => (can(permission) ? [place(key, to)] : [])
  return [
    ...(can('identity.read') ? [place('units', links.units()), place('times', links.times()), place('people', links.people()), place('positions', links.positions())] : []),
    ...may('packs.read', 'pack', links.pack()),
    ...may('classification.read', 'suggestions', links.suggestions()),
    ...may('comment-card.read', 'cards', links.cards()),
    ...may('pledge.read', 'pledge', links.pledge()),
    ...may('complaint.readCandidates', 'candidates', links.candidates()),
    // Whole tables are brought by who leads the work.
    ...(can('complaint.prepareImport') && can('routing.takeOver') ? [place('imports', links.imports())] : []),
    ...may('portal.readHeld', 'held', links.held()),
    ...(can('mailbox.readMails') ? [place('mails', links.mails())] : []),
    ...(can('mailbox.read') ? [place('mailboxes', links.mailboxes())] : []),
    ...(can('identity.createToken') ? [place('tokens', links.tokens())] : []),
    ...(can('integration.read') ? [place('webhooks', links.webhooks())] : []),
    ...may('channel.read', 'channels', links.channels()),
    ...(can('audit.read') ? [place('audit', links.audit())] : []),
    ...may('notification.read', 'notices', links.myNotices()),
    place('identity', links.identity()), place('account', links.account()),
  ]
}
