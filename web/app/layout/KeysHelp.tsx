import { Modal, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { switchKeys, useBoundKeys, useKeysOff } from '../keys.tsx'

/** Every key that works on the screen behind it. */
export const KeysHelp = ({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) => {
  const { t } = useTranslation('shell')
  const keys = useBoundKeys()
  const off = useKeysOff()
  return (
    <Modal title={t('keys.title')} open={open} onCancel={onClose} footer={null} width={420} destroyOnHidden>
      <dl className='keys-list'>
        <div><dt><kbd>Ctrl</kbd><kbd>K</kbd></dt><dd>{t('keys.search')}</dd></div>
        {keys.map((key) => <div key={key.keys}><dt>{key.keys.split(' ').map((one) => <kbd key={one}>{one === 'Enter' ? '↵' : one}</kbd>)}</dt><dd>{key.label}</dd></div>)}
      </dl>
      <p className='keys-off'><Switch id='keys-single' checked={!off} onChange={(on) => switchKeys(!on)} /><label htmlFor='keys-single'>{t('keys.single')}</label></p>
    </Modal>
  )
}
