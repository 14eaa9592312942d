import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.tsx'
import { links } from '../../links.ts'

export interface Place { readonly key: string; readonly to: string; readonly label: string; readonly hint: string }

/** The settings one may open, in their order. */
export const usePlaces = (): readonly Place[] => {
  const { t } = useTranslation('settings')
  const can = useCan()
  const place = (key: string, to: string): Place => ({ key, to, label: t(`place.${key}.label`), hint: t(`place.${key}.hint`) })
  return [
    ...(can('identity.read') ? [place('units', links.units()), place('times', links.times()), place('people', links.people()), place('positions', links.positions())] : []),
    ...(can('packs.read') ? [place('pack', links.pack())] : []),
    ...(can('classification.read') ? [place('suggestions', links.suggestions())] : []),
    ...(can('comment-card.read') ? [place('cards', links.cards())] : []),
    ...(can('complaint.readCandidates') ? [place('candidates', links.candidates())] : []),
    // Whole tables are brought by who leads the work.
    ...(can('complaint.prepareImport') && can('routing.takeOver') ? [place('imports', links.imports())] : []),
    ...(can('mailbox.readMails') ? [place('mails', links.mails())] : []),
    ...(can('mailbox.read') ? [place('mailboxes', links.mailboxes())] : []),
    ...(can('identity.createToken') ? [place('tokens', links.tokens())] : []),
    ...(can('integration.read') ? [place('webhooks', links.webhooks())] : []),
    ...(can('audit.read') ? [place('audit', links.audit())] : []),
    place('identity', links.identity()), place('account', links.account()),
  ]
}
