import { CheckCircleFilled, SafetyOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { PackView } from '#contract/packs.ts'
import { say } from '../../app/i18n.ts'
import type { Preview } from './proposal.ts'

/** The name of a post in the pack's words. */
export const positionName = (positions: PackView['positions'], code: string) => {
  const position = positions.find((each) => each.code === code)
  return position ? say(position.label) : code
}

/** On what an exception rests, in the pack's words. */
export const principleName = (principles: PackView['principles'], code: string) => {
  const principle = principles.find((each) => each.code === code)
  return principle ? say(principle.label) : code
}

/** F3: who must say yes to this amount, while it is typed. The place is kept while it is asked. */
export const Needs = ({ preview, positions }: { readonly preview: Preview | undefined; readonly positions: PackView['positions'] }) => {
  const { t } = useTranslation('case')
  if (!preview) return <p className='needs' aria-live='polite'>{t('propose.needsUnknown')}</p>
  const why = preview.decidedBy.why
  const names = (codes: readonly string[]) => codes.map((code) => positionName(positions, code)).join(t('remedy.stepOr'))
  const asked = [...new Set(preview.steps.map((step) => step.no))].map((no) => preview.steps.filter((step) => step.no === no).map((step) => names(step.positions)).join(t('common:listSeparator'))).join(t('propose.thenBy'))
  return (
    <p className={preview.approver ? 'needs more' : 'needs alone'} aria-live='polite'>
      {preview.approver ? <SafetyOutlined aria-hidden='true' /> : <CheckCircleFilled aria-hidden='true' />}
      <span><b>{preview.approver ? t('propose.needs', { position: asked }) : t('propose.alone')}</b>{why && <small>{say(why)}</small>}</span>
    </p>
  )
}
