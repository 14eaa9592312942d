import { useState } from 'react'

const blank = (value: unknown) => value === null || value === undefined || (typeof value === 'string' && value.trim() === '')

/** Values of a small form, and which required ones are still empty once somebody pressed. */
export const useForm = <T extends object>(initial: T, required: readonly (keyof T)[] = []) => {
  const [values, setValues] = useState(initial)
  const [pressed, setPressed] = useState(false)
  const set = <K extends keyof T>(name: K) => (value: T[K]) => setValues((before) => ({ ...before, [name]: value }))
  const missing = (name: keyof T) => pressed && required.includes(name) && blank(values[name])
  /** True when nothing required is missing; from then on what is missing shows. */
  const ready = () => {
    setPressed(true)
    return required.every((name) => !blank(values[name]))
  }
  return { values, set, missing, ready, reset: () => { setValues(initial); setPressed(false) } }
}
