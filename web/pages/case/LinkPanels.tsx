import { useTranslation } from 'react-i18next'
import { useGo } from '../../app/Go.tsx'
import { NotSameForm, SeparateForm, UnlinkForm } from '../../modules/links/EndForms.tsx'
import { LinkForm } from '../../modules/links/LinkForm.tsx'
import { MergeForm } from '../../modules/links/MergeForm.tsx'
import { whyWords } from '../../modules/links/Why.tsx'
import { links } from '../../links.ts'
import { useTwins } from './FamilyCard.tsx'
import { useScene } from './scene.ts'

/** The possible duplicate that was pressed. */
const usePreset = (on: string | null) => {
  const { t } = useTranslation('links')
  const twin = useTwins().items.find((each) => each.id === on)
  return twin ? { id: twin.id, number: twin.number, customerName: twin.customerName, why: whyWords(t, twin.why).join(t('common:listSeparator')) } : null
}

export const LinkPanel = ({ on }: { readonly on: string | null }) => {
  const { it, close } = useScene()
  return <LinkForm id={it.id} preset={usePreset(on)} whyNot={it.may['complaint.link']} onDone={close} />
}

export const MergePanel = ({ on }: { readonly on: string | null }) => {
  const { it, close } = useScene()
  const go = useGo()
  return <MergeForm it={{ id: it.id, number: it.number, customerName: it.customer.name, customerId: it.customer.id }} preset={usePreset(on)} whyNot={it.may['merging.merge']} onDone={(kept) => (kept === it.id ? close() : go(links.complaint(kept), 'replace'))} />
}

export const EndPanel = ({ what, on }: { readonly what: 'unlink' | 'notSame' | 'separate'; readonly on: string | null }) => {
  const { it, close } = useScene()
  if (!on) return null
  const shared = { id: it.id, on, onDone: close }
  if (what === 'unlink') return <UnlinkForm {...shared} whyNot={it.may['complaint.link']} />
  if (what === 'notSame') return <NotSameForm {...shared} whyNot={it.may['complaint.link']} />
  return <SeparateForm {...shared} number={it.merged.find((one) => one.id === on)?.number ?? ''} whyNot={it.may['merging.undo']} />
}
