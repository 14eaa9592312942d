import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.tsx'
import { links } from '../../links.ts'

export interface Place { readonly key: string; readonly to: string; readonly label: string; readonly hint: string }
/** Settings that belong together, under a heading. */
export interface PlaceGroup { readonly key: string; readonly label: string; readonly places: readonly Place[] }

/** The settings one may open, in their order; groups of which one may open nothing are left out. */
export const usePlaceGroups = (): readonly PlaceGroup[] => {
  const { t } = useTranslation('settings')
  const can = useCan()
  const place = (key: string, to: string): Place => ({ key, to, label: t(`place.${key}.label`), hint: t(`place.${key}.hint`) })
  const may = (permission: string, key: string, to: string) => (can(permission) ? [place(key, to)] : [])
  const group = (key: string, ...places: readonly Place[]): PlaceGroup => ({ key, label: t(`group.${key}`), places })
  return [
    group('firm', ...(can('identity.read') ? [place('units', links.units()), place('times', links.times()), place('holidays', links.holidays()), place('people', links.people()), place('positions', links.positions())] : [])),
    group('rules', ...may('packs.read', 'pack', links.pack()), ...may('routing.setGivingOut', 'givingOut', links.givingOut()), ...may('classification.read', 'suggestions', links.suggestions()), ...may('questionnaire.read', 'questionnaires', links.questionnaires()), ...may('outsider.read', 'outsiders', links.outsiders()), place('identity', links.identity())),
    group('doors',
      ...may('portal.readHeld', 'held', links.held()), ...may('mailbox.readMails', 'mails', links.mails()), ...may('complaint.readCandidates', 'candidates', links.candidates()),
      ...may('comment-card.read', 'cards', links.cards()), ...may('pledge.read', 'pledge', links.pledge()), ...may('mailbox.read', 'mailboxes', links.mailboxes()),
      // Whole tables are brought by who leads the work.
      ...(can('complaint.prepareImport') && can('routing.takeOver') ? [place('imports', links.imports())] : [])),
    group('systems', ...may('channel.read', 'channels', links.channels()), ...may('identity.createToken', 'tokens', links.tokens()), ...may('integration.read', 'webhooks', links.webhooks()), ...(can('integration.setOrderSource') || (can('complaint.prepareImport') && can('routing.takeOver')) ? [place('orders', links.orders())] : [])),
    group('records', ...may('audit.read', 'audit', links.audit())),
    group('mine', ...may('notification.read', 'notices', links.myNotices()), place('account', links.account())),
  ].filter(({ places }) => places.length > 0)
}
