import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Diagram } from '#contract/cause.ts'
import { FONT, LINE_HEIGHT, PAD, type Label, drawingOf } from '#contract/cause-drawing.ts'
import { localeNow } from '../../app/i18n.ts'
import { ScrollX } from '../../ui/ScrollX.tsx'
import './cause.css'

const Box = ({ label, onPick }: { readonly label: Label; readonly onPick: ((id: string) => void) | undefined }) => (
  // The list beside it does the same by keyboard; here a finger finds the cause it points at.
  <g className={`cz-b ${label.look}${label.root ? ' root' : ''}`} {...(onPick && { onClick: () => onPick(label.id) })}>
    <rect x={label.x} y={label.y} width={label.w} height={label.h} rx={5} />
    <text x={label.x + PAD} y={label.y + PAD} fontSize={FONT}>
      {label.lines.map((line, at) => { const y = label.y + PAD + at * LINE_HEIGHT + FONT; return <tspan key={y} x={label.x + PAD} y={y}>{line}</tspan> })}
    </text>
  </g>
)

interface Props { readonly of: Pick<Diagram, 'kind' | 'scheme' | 'effect' | 'nodes'>; readonly onPick?: (id: string) => void }

/** The tree of whys or the fishbone, as it will be printed. */
export const Picture = ({ of, onPick }: Props) => {
  const { t } = useTranslation('cause')
  const title = useId()
  const { width, height, strokes, labels } = drawingOf(of, localeNow())
  return (
    <figure className='cz-p'>
      <ScrollX label={t('picture')}>
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role='img' aria-labelledby={title}>
          <title id={title}>{t('pictureOf', { kind: t(`kind.${of.kind}`), count: of.nodes.length })}</title>
          {strokes.map((s) => <line key={`${s.x1} ${s.y1} ${s.x2} ${s.y2}`} className={`cz-s ${s.weight}`} x1={s.x1} y1={s.y1} x2={s.x2} y2={s.y2} />)}
          {labels.map((label) => <Box key={label.id} label={label} onPick={onPick} />)}
        </svg>
      </ScrollX>
      <figcaption className='muted'>{t('legend')}</figcaption>
    </figure>
  )
}
