import { Popconfirm } from 'antd'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from './ActionButton.tsx'

interface Props {
  readonly label: ReactNode
  readonly question: ReactNode
  readonly whyNot: string | null
  readonly onConfirm: () => void
  readonly loading?: boolean | undefined
  readonly size?: 'small' | 'middle' | undefined
}

/** A step that is not easily taken back asks once more, where the finger is. */
export const Confirm = ({ label, question, whyNot, onConfirm, loading, size }: Props) => {
  const { t } = useTranslation('common')
  const [open, setOpen] = useState(false)
  return (
    <Popconfirm title={question} open={open} onOpenChange={(next) => setOpen(next && !whyNot)} onConfirm={onConfirm} okText={t('confirm')} cancelText={t('cancel')} okButtonProps={{ danger: true }}>
      <span><ActionButton label={label} whyNot={whyNot} loading={loading} size={size} onPress={() => setOpen(true)} /></span>
    </Popconfirm>
  )
}
