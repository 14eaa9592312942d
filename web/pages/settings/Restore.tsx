import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { Endpoint } from '#contract/endpoint.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { useWhyNot } from './allowed.ts'

interface Props<I extends z.ZodType, O extends z.ZodType> { readonly to: Endpoint<I, O>; readonly input: z.input<I>; readonly permission: string; readonly of: string }

/** Takes a retirement back. */
export const Restore = <I extends z.ZodType, O extends z.ZodType>({ to, input, permission, of }: Props<I, O>) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const restoring = useDo(to)
  return (
    <>
      <ActionButton size='small' label={<>{t('restore')}<span className='sr'>{of}</span></>} whyNot={whyNot(permission)} loading={restoring.isPending} onPress={() => restoring.mutate(input)} />
      {restoring.error && <ProblemNote error={restoring.error} />}
    </>
  )
}
