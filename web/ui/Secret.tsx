import { CopyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props { readonly secret: string; readonly once: string; /** What is pressed when it is kept somewhere else. */ readonly kept: string; readonly children?: ReactNode; readonly onDone: () => void }

/** Something secret that is shown this once, to be copied. */
export const Secret = ({ secret, once, kept, children, onDone }: Props) => {
  const { t } = useTranslation('common')
  const [copied, setCopied] = useState(false)
  const copy = () => void navigator.clipboard?.writeText(secret).then(() => setCopied(true), () => setCopied(false))
  return (
    <div className='secret'>
      <p><b>{once}</b></p>
      <code>{secret}</code>
      {children}
      <div className='form-end'><Button type='primary' icon={<CopyOutlined aria-hidden='true' />} onClick={copy}>{copied ? t('copied') : t('copy')}</Button><Button onClick={onDone}>{kept}</Button></div>
      <p className='sr' role='status'>{copied ? t('copied') : ''}</p>
    </div>
  )
}
