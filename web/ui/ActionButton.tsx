import { LockOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useFilesOnTheirWay } from './waits-for-files.tsx'

interface Props {
  readonly label: ReactNode
  /** Why it cannot be pressed now; null or undefined: it can. */
  readonly whyNot: string | null | undefined
  /** Left out only for the button that submits a form. */
  readonly onPress?: (() => void) | undefined
  /** Submits the form around it: Enter in a field does the same. */
  readonly submit?: boolean | undefined
  readonly loading?: boolean | undefined
  readonly kind?: 'primary' | 'default' | 'danger' | undefined
  readonly icon?: ReactNode
  readonly size?: 'small' | 'middle' | 'large' | undefined
}

const looks = { primary: { type: 'primary' }, default: { type: 'default' }, danger: { type: 'primary', danger: true } } as const

/** An action one cannot take yet is shown, not hidden, and says why in the page (never only in a tooltip). What saves a form waits for its files. */
export const ActionButton = ({ label, whyNot, onPress, loading = false, kind = 'default', icon, size = 'middle', submit = false }: Props) => {
  const { t } = useTranslation('common')
  const reason = useId()
  const filesComing = useFilesOnTheirWay() && (kind === 'primary' || submit)
  const why = whyNot || (filesComing ? t('files.comingFirst') : null)
  const barred = Boolean(why)
  return (
    <span className={barred ? 'act barred' : 'act'}>
      <Button
        {...looks[kind]} size={size} icon={barred ? <LockOutlined aria-hidden='true' /> : icon} loading={loading} disabled={barred} htmlType={submit ? 'submit' : 'button'}
        {...(onPress && { onClick: onPress })} {...(barred && { 'aria-describedby': reason })}
      >
        {label}
      </Button>
      {barred && <span className='why' id={reason}>{why}</span>}
    </span>
  )
}
