import { useTranslation } from 'react-i18next'
import type { Field as PackField, FieldAnswer } from '#contract/packs.ts'
import { faultOf } from '../../app/fault.ts'
import { say } from '../../app/i18n.ts'
import { PackFieldInput } from '../../modules/complaint/PackFieldInput.tsx'
import { twinOf } from '../../modules/complaint/twins.ts'
import { HoldNote } from '../../modules/containment/HoldNote.tsx'
import { MoneyInput } from '../../ui/MoneyInput.tsx'
import { Section } from '../../ui/Section.tsx'
import { Bought } from './Bought.tsx'
import { useDesk } from './desk-context.ts'
import { askedFields } from './draft.ts'
import { Line } from './inputs.tsx'
import { isAsked, twinField, valueIn } from './twins.ts'

/** Neither asked of everybody nor by category or channel: good to have, shown when wanted. */
const isOptional = (field: PackField) => !field.required && !field.categories && !field.channels

/** The pack's own fields, those that the chosen categories ask for. */
export const PackFields = ({ of }: { readonly of: 'required' | 'first' | 'rest' }) => {
  const { draft, set, pack, error } = useDesk()
  const asked = askedFields(draft, pack).filter((field) => (of === 'rest') === isOptional(field) && (of !== 'required' || field.required) && (of === 'required' || !twinOf(field)))
  const change = (field: PackField, value: FieldAnswer | undefined) => {
    const twin = twinOf(field)
    if (twin) return set({ [twin]: value ?? (field.type === 'money' ? null : '') })
    const { [field.code]: _, ...others } = draft.fields
    set({ fields: value === undefined ? others : { ...others, [field.code]: value } })
  }
  return asked.map((field) => <PackFieldInput key={field.code} field={field} value={valueIn(draft, field)} error={faultOf(error, `fields/${field.code}`)} onChange={(value) => change(field, value)} />)
}

/** What was bought, on which order, and what this industry wants to know of it. */
export const Goods = () => {
  const { t } = useTranslation('register')
  const { draft, set, error, pack } = useDesk()
  const own = askedFields(draft, pack).filter((field) => !twinOf(field))
  const rest = own.filter(isOptional)
  const price = twinField(askedFields(draft, pack), 'priceFen')
  return (
    <Section title={t('section.goods')}>
      <div className='card-b'>
        <Bought />
        <div className='form-grid'>
          <Line of='orderNumber' fault='order/number' />
          <Line of='boughtOn' fault='order/boughtOn' type='date' />
          <Line of='productName' fault='product/name' />
          <MoneyInput label={price ? say(price.label) : t('field.price')} valueFen={draft.priceFen} error={faultOf(error, 'product/priceFen')} onChange={(priceFen) => set({ priceFen })} />
          {isAsked(pack, draft, 'productCode') && <Line of='productCode' fault='product/code' />}
          {isAsked(pack, draft, 'lot') && <Line of='lot' fault='product/lot' />}
        </div>
        <HoldNote product={draft.productName} code={draft.productCode} lot={draft.lot} />
        {own.length > rest.length && <><h3 className='sub-h'>{t('section.fields')}</h3><div className='form-grid'><PackFields of='first' /></div></>}
        {rest.length > 0 && (
          <details className='rest' open={rest.some((field) => draft.fields[field.code] !== undefined)}>
            <summary>{t('fields.rest', { count: rest.length, names: rest.slice(0, 4).map((field) => say(field.label)).join(t('common:listSeparator')) })}</summary>
            <div className='form-grid'><PackFields of='rest' /></div>
          </details>
        )}
      </div>
    </Section>
  )
}
