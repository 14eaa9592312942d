import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { faultOf } from '../../app/fault.ts'
import { say } from '../../app/i18n.ts'
import { Field, useFieldControl } from '../../ui/Field.tsx'
import { useZoneHint } from '../../ui/InZone.tsx'
import { useDesk } from './desk-context.ts'
import { askedFields, type Draft } from './draft.ts'
import { twinField } from './twins.ts'

type TextKey = { [K in keyof Draft]: Draft[K] extends string ? K : never }[keyof Draft]

interface Props {
  readonly of: TextKey
  /** Field of the contract whose fault stands here. */
  readonly fault: string
  readonly label?: string | undefined
  readonly hint?: string | undefined
  readonly type?: 'text' | 'tel' | 'email' | 'date' | 'datetime-local' | undefined
  readonly required?: boolean | undefined
  readonly rows?: number | undefined
  readonly most?: number | undefined
  readonly large?: boolean | undefined
  readonly placeholder?: string | undefined
}

const Bound = ({ of, type = 'text', rows, most = 200, large, placeholder }: Props) => {
  const { draft, set } = useDesk()
  const control = useFieldControl()
  const shared = { ...control, value: draft[of], ...(placeholder && { placeholder }), onChange: (event: { readonly target: { readonly value: string } }) => set({ [of]: event.target.value }) }
  if (rows) return <Input.TextArea {...shared} autoSize={{ minRows: rows, maxRows: 14 }} />
  return <Input {...shared} type={type} maxLength={most} size={large ? 'large' : 'middle'} autoComplete='off' {...(type === 'tel' && { inputMode: 'tel' as const })} />
}

/** One text of the registration with its label, its hint and what the server found wrong with it. */
export const Line = (props: Props) => {
  const { t } = useTranslation('register')
  const { error, draft, pack } = useDesk()
  const zoneHint = useZoneHint()
  const twin = twinField(askedFields(draft, pack), props.of)
  const label = props.label ?? (twin ? say(twin.label) : t(`field.${props.of}`))
  const fault = faultOf(error, props.fault) ?? (twin && faultOf(error, `fields/${twin.code}`))
  return <Field id={`reg-${props.of}`} label={label} hint={props.hint ?? (props.type === 'datetime-local' ? zoneHint : undefined)} error={fault} required={props.required ?? twin?.required}><Bound {...props} /></Field>
}
