import type { ReactNode } from 'react'
import { createContext, useContext, useId } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  readonly label: ReactNode
  readonly error?: string | null | undefined
  readonly hint?: ReactNode
  readonly required?: boolean | undefined
  readonly children: ReactNode
  /** Id of the control. Give the same id to the control; without one, `useFieldControl` hands it over. */
  readonly id?: string | undefined
}

interface Control { readonly id: string; readonly 'aria-describedby'?: string; readonly 'aria-invalid'?: true; readonly 'aria-required'?: true }

const Current = createContext<Control | null>(null)

/** Attributes that tie a control to the field around it: `<Input {...useFieldControl()} />`. */
export const useFieldControl = (): Partial<Control> => useContext(Current) ?? {}

/** Label above, control, then hint and error beside it. The error is announced and tied to the control. */
export const Field = ({ label, error, hint, required, children, id }: Props) => {
  const { t } = useTranslation('common')
  const made = useId()
  const control = id ?? made
  const described = [hint ? `${control}-hint` : '', error ? `${control}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className={error ? 'field bad' : 'field'}>
      <label htmlFor={control}>{label}{required && <span className='must' aria-hidden='true'>{t('field.must')}</span>}</label>
      <Current value={{ id: control, ...(described && { 'aria-describedby': described }), ...(error && { 'aria-invalid': true as const }), ...(required && { 'aria-required': true as const }) }}>
        {children}
      </Current>
      {hint && <p className='hint' id={`${control}-hint`}>{hint}</p>}
      {error && <p className='fault' id={`${control}-error`} role='alert'>{error}</p>}
    </div>
  )
}
