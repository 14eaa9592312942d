import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Goods } from '#contract/custody.ts'
import { useTerm } from '../../../app/i18n.ts'
import '../../../modules/custody/custody.css'
import { weightWords } from '../../../app/weight.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Countdown } from '../../../ui/Countdown.tsx'
import { Section } from '../../../ui/Section.tsx'
import { When } from '../../../ui/When.tsx'
import { links } from '../../../links.ts'
import { useScene } from '../scene.ts'

const Item = ({ one }: { readonly one: Goods }) => {
  const { t } = useTranslation('custody')
  const term = useTerm()
  const { open } = useScene()
  return (
    <li>
      <p><b>{one.what}</b>　{weightWords(one.weight, term)}　<Chip tone={one.state === 'lost' ? 'danger' : one.late ? 'alert' : one.state === 'held' ? 'warn' : 'good'}>{term('goodsState', one.state)}</Chip></p>
      <p className='muted'><span className='no'>{one.number}</span>　{one.state === 'held' ? [one.place, one.holder?.name].filter(Boolean).join('　') : one.ended && <When at={one.ended.at} />}</p>
      {one.state === 'held' && <p>{t('card.returnBy')}　<When at={one.returnBy} end />　<Countdown dueAt={one.returnBy} startedAt={one.takenAt} /></p>}
      <div className='card-a'><Button size='small' onClick={() => open('goods', one.id)}>{one.state === 'held' ? t('card.handle') : t('card.look')}<span className='sr'>{one.number}</span></Button><Button size='small' href={links.goodsSlip(one.id)} target='_blank'>{t('card.print')}<span className='sr'>{one.number}</span></Button></div>
    </li>
  )
}

/** E16: the customer's things that are, or were, with us. */
export const GoodsCard = () => {
  const { t } = useTranslation('custody')
  const { it, open } = useScene()
  if (it.goods.length === 0) return null
  return (
    <Section title={t('card.title')} count={it.goods.length}>
      <div className='card-b'><ul className='goods-l'>{it.goods.map((one) => <Item key={one.id} one={one} />)}</ul>{it.state === 'open' && <ActionButton size='small' label={t('card.take')} whyNot={it.may['custody.take']} onPress={() => open('takeGoods')} />}</div>
    </Section>
  )
}
