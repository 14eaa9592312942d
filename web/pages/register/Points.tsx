import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { faultOf } from '../../app/fault.ts'
import { say } from '../../app/i18n.ts'
import { CategoryPicker } from '../../modules/complaint/CategoryPicker.tsx'
import { Field } from '../../ui/Field.tsx'
import { MoneyInput } from '../../ui/MoneyInput.tsx'
import { Section } from '../../ui/Section.tsx'
import { useDesk } from './desk-context.ts'
import { askedFields, newPoint, type PointDraft } from './draft.ts'
import { twinField } from './twins.ts'
import { useSuggestion } from './use-suggestion.ts'

interface PointProps { readonly point: PointDraft; readonly at: number; readonly alone: boolean }

const Point = ({ point, at, alone }: PointProps) => {
  const { t } = useTranslation('register')
  const { draft, set, pack, error } = useDesk()
  const suggestion = useSuggestion({ text: point.text, ...(point.wants && { wants: point.wants }), channel: draft.channel })
  const change = (part: Partial<PointDraft>) => set({ points: draft.points.map((each) => (each.key === point.key ? { ...each, ...part } : each)) })
  const id = (name: string) => `point-${at}-${name}`
  return (
    <li className='point'>
      {!alone && <p className='point-h'><b>{t('points.no', { no: at + 1 })}</b><Button type='text' size='small' icon={<DeleteOutlined aria-hidden='true' />} aria-label={t('points.remove', { no: at + 1 })} onClick={() => set({ points: draft.points.filter((each) => each.key !== point.key) })} /></p>}
      <Field id={id('text')} label={t('points.text')} hint={t('points.textHint')} error={faultOf(error, `points/${at}/text`)} required={at === 0}>
        <Input.TextArea id={id('text')} autoSize={{ minRows: 3, maxRows: 16 }} value={point.text} placeholder={t('points.placeholder')} onChange={(event) => change({ text: event.target.value })} />
      </Field>
      <Field id={id('wants')} label={t('points.wants')} error={faultOf(error, `points/${at}/wants`)}>
        <Input.TextArea id={id('wants')} autoSize={{ minRows: 1, maxRows: 6 }} value={point.wants} onChange={(event) => change({ wants: event.target.value })} />
      </Field>
      <Field id={id('category')} label={t('points.category')} error={faultOf(error, `points/${at}/categoryCode`)}>
        <CategoryPicker id={id('category')} categories={pack.categories} value={point.categoryCode} onChange={(categoryCode) => change({ categoryCode })} suggested={suggestion?.categories} />
      </Field>
    </li>
  )
}

/** A15: one letter often holds two problems; each is a point of its own, in the customer's words. */
export const Points = () => {
  const { t } = useTranslation('register')
  const { draft, set, error, pack } = useDesk()
  const claim = twinField(askedFields(draft, pack), 'claimFen')
  return (
    <Section title={t('section.points')}>
      <div className='card-b'>
        <ol className='points'>{draft.points.map((point, at) => <Point key={point.key} point={point} at={at} alone={draft.points.length === 1} />)}</ol>
        <Button icon={<PlusOutlined aria-hidden='true' />} onClick={() => set({ points: [...draft.points, newPoint()] })}>{t('points.add')}</Button>
        <div className='claim'><MoneyInput label={claim ? say(claim.label) : t('field.claim')} hint={claim?.hint ? say(claim.hint) : t('field.claimHint')} valueFen={draft.claimFen} error={faultOf(error, 'claimFen') ?? (claim && faultOf(error, `fields/${claim.code}`))} onChange={(claimFen) => set({ claimFen })} /></div>
      </div>
    </Section>
  )
}
