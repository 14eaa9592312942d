import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.tsx'
import { links } from '../../links.ts'

export interface Place { readonly key: string; readonly to: string; readonly label: string; readonly hint: string }

/** The settings one may open, in their order. */
export const usePlaces = (): readonly Place[] => {
  const { t } = useTranslation('settings')
  const can = useCan()
  const place = (key: string, to: string): Place => ({ key, to, label: t(`place.${key}.label`), hint: t(`place.${key}.hint`) })
  const where = (permission: string, one: Place) => (can(permission) ? [one] : [])
  return [
    ...(can('identity.read') ? [place('units', links.units()), place('times', links.times()), place('people', links.people()), place('positions', links.positions())] : []),
    ...where('packs.read', place('pack', links.pack())),
    ...where('classification.read', place('suggestions', links.suggestions())),
    ...where('comment-card.read', place('cards', links.cards())),
    ...where('pledge.read', place('pledge', links.pledge())),
    ...where('complaint.readCandidates', place('candidates', links.candidates())),
    // Whole tables are brought by who leads the work.
    ...(can('complaint.prepareImport') && can('routing.takeOver') ? [place('imports', links.imports())] : []),
    ...where('mailbox.readMails', place('mails', links.mails())),
    ...where('mailbox.read', place('mailboxes', links.mailboxes())),
    ...where('identity.createToken', place('tokens', links.tokens())),
    ...where('integration.read', place('webhooks', links.webhooks())),
    ...where('audit.read', place('audit', links.audit())),
    place('account', links.account()),
  ]
}
