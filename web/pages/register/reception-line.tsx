import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { faultOf } from '../../app/fault.ts'
import { Field, useFieldControl } from '../../ui/Field.tsx'
import { useZoneHint } from '../../ui/InZone.tsx'
import { useDesk } from './desk-context.ts'
import type { ReceptionDraft } from './draft.ts'

type TextKey = { [K in keyof ReceptionDraft]-?: ReceptionDraft[K] extends string ? K : never }[keyof ReceptionDraft]

/** Changes some of what was kept of how it was received. */
export const useReception = () => {
  const { draft, set } = useDesk()
  const { reception } = draft
  return { reception, change: (part: Partial<ReceptionDraft>) => set({ reception: { ...reception, ...part } }) }
}

const Bound = ({ of, type }: { readonly of: TextKey; readonly type: 'text' | 'datetime-local' }) => {
  const { reception, change } = useReception()
  return <Input {...useFieldControl()} type={type} maxLength={200} autoComplete='off' value={reception[of]} onChange={(event) => change({ [of]: event.target.value })} />
}

/** One text of it, with its label and what the server found wrong with it. */
export const ReceptionLine = ({ of, fault, type = 'text', hint }: { readonly of: TextKey; readonly fault: string; readonly type?: 'text' | 'datetime-local'; readonly hint?: string }) => {
  const { t } = useTranslation('register')
  const { error } = useDesk()
  const zoneHint = useZoneHint()
  return <Field id={`reg-${of}`} label={t(`reception.${of}`)} hint={hint ?? (type === 'text' ? undefined : zoneHint)} error={faultOf(error, `reception/${fault}`)}><Bound of={of} type={type} /></Field>
}
