import type { CauseNode, Diagram, Standing } from './cause.ts'
import { below } from './cause-tree.ts'
import type { Locale } from './common.ts'
import { wrapped } from './wrapped.ts'

/** Lengths are those of a screen: the letters are `FONT` high, and who draws scales the whole. */
export interface Stroke { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number; readonly weight: 'spine' | 'bone' | 'twig' }
export interface Label { readonly id: string; readonly x: number; readonly y: number; readonly w: number; readonly h: number; readonly lines: readonly string[]; readonly look: 'effect' | 'bone' | Standing; readonly root: boolean }
export interface Drawing { readonly width: number; readonly height: number; readonly strokes: readonly Stroke[]; readonly labels: readonly Label[] }

export const FONT = 13
export const LINE_HEIGHT = 18
export const PAD = 7
const MOST_LINES = 8
const MARGIN = 8
const WIDTH = 186

type Drawn = Pick<Diagram, 'kind' | 'scheme' | 'effect' | 'nodes'>
type Size = Pick<Label, 'w' | 'h' | 'lines'>

const sizeOf = (text: string, w: number): Size => {
  const lines = wrapped(text, (w - 2 * PAD) / FONT, MOST_LINES)
  return { w, h: lines.length * LINE_HEIGHT + 2 * PAD, lines }
}
const causeLabel = (node: CauseNode, size: Size, x: number, y: number): Label => ({ id: node.id, x, y, ...size, look: node.standing, root: node.root })

// A tree of whys: the effect at the left, every answer one column further, a question in the middle of its answers.

const COLUMN = WIDTH + 46
const BETWEEN = 12

interface Placed { readonly labels: Label[]; readonly strokes: Stroke[]; /** Where the line to it arrives. */ readonly middle: number; readonly bottom: number }

const elbow = (fromX: number, fromY: number, toX: number, toY: number): Stroke[] => {
  const x = (fromX + toX) / 2
  return [{ x1: fromX, y1: fromY, x2: x, y2: fromY, weight: 'twig' }, { x1: x, y1: fromY, x2: x, y2: toY, weight: 'twig' }, { x1: x, y1: toY, x2: toX, y2: toY, weight: 'twig' }]
}

const placeWhys = (nodes: readonly CauseNode[], own: (x: number, y: number) => Label, id: string | null, depth: number, top: number): Placed => {
  const x = MARGIN + depth * COLUMN
  const height = own(x, 0).h
  const children: Placed[] = []
  let next = top
  for (const child of below(nodes, id)) {
    const size = sizeOf(child.text, WIDTH)
    const placed = placeWhys(nodes, (cx, cy) => causeLabel(child, size, cx, cy), child.id, depth + 1, next)
    children.push(placed)
    next = placed.bottom + BETWEEN
  }
  const [first, last] = [children[0], children.at(-1)]
  const middle = first && last ? Math.max((first.middle + last.middle) / 2, top + height / 2) : top + height / 2
  return {
    labels: [own(x, middle - height / 2), ...children.flatMap((child) => child.labels)],
    strokes: [...children.flatMap((child) => [...elbow(x + WIDTH, middle, x + COLUMN, child.middle), ...child.strokes])],
    middle, bottom: Math.max(last?.bottom ?? 0, middle + height / 2),
  }
}

const whys = ({ effect, nodes }: Drawn): Drawing => {
  const size = sizeOf(effect, WIDTH)
  const { labels, strokes, bottom } = placeWhys(nodes, (x, y) => ({ id: 'effect', x, y, ...size, look: 'effect', root: false }), null, 0, MARGIN)
  return { width: Math.max(...labels.map((label) => label.x + label.w)) + MARGIN, height: bottom + MARGIN, strokes, labels }
}

// A fishbone: the effect is the head at the right, bones lean towards it above and below, what is behind a cause stands under it.

const SLANT = 64
const TWIG = 12
const INDENT = 18
const GAP = 8
const BONE_LABEL = 50
const PER_BONE = WIDTH + SLANT + 34

interface Item { readonly node: CauseNode; readonly depth: number; readonly size: Size }

const itemsOn = (nodes: readonly CauseNode[], parentId: string | null, bone: string | null, depth: number): Item[] =>
  below(nodes, parentId).filter((node) => depth > 0 || node.bone === bone).flatMap((node) => [{ node, depth, size: sizeOf(node.text, WIDTH - depth * INDENT) }, ...itemsOn(nodes, node.id, null, depth + 1)])

const heightOf = (items: readonly Item[]): number => items.reduce((sum, item) => sum + item.size.h + GAP, GAP)

interface Bone { readonly code: string; readonly name: string; readonly items: readonly Item[]; /** Where it meets the spine. */ readonly joint: number; readonly up: boolean }

/** One bone with what hangs on it, between the spine and its far end. */
const placeBone = ({ code, name, items, joint, up }: Bone, spine: number, far: number): Pick<Drawing, 'labels' | 'strokes'> => {
  const edge = (y: number) => joint - (SLANT * Math.abs(spine - y)) / Math.max(1, Math.abs(spine - far))
  const name_ = sizeOf(name, 112)
  const labels: Label[] = [{ id: `bone-${code}`, x: joint - SLANT - name_.w / 2, y: up ? far - name_.h : far, ...name_, look: 'bone', root: false }]
  const strokes: Stroke[] = [{ x1: joint - SLANT, y1: far, x2: joint, y2: spine, weight: 'bone' }]
  const placed = new Map<string, Label>()
  let y = up ? far + GAP : spine + GAP
  for (const { node, depth, size } of items) {
    const parent = node.parentId === null ? undefined : placed.get(node.parentId)
    const free = Math.min(edge(y), edge(y + size.h)) - TWIG
    const right = parent ? Math.min(parent.x + parent.w - INDENT, free) : free
    const label = causeLabel(node, size, right - size.w, y)
    placed.set(node.id, label)
    labels.push(label)
    const middle = y + size.h / 2
    const hook = right + INDENT / 2
    strokes.push(...(parent ? [{ x1: right, y1: middle, x2: hook, y2: middle, weight: 'twig' as const }, { x1: hook, y1: middle, x2: hook, y2: parent.y + parent.h, weight: 'twig' as const }] : [{ x1: right, y1: middle, x2: edge(middle), y2: middle, weight: 'twig' as const }]))
    y += size.h + GAP
    if (depth === 0) y += 2
  }
  return { labels, strokes }
}

const fishbone = ({ effect, nodes, scheme }: Drawn, locale: Locale): Drawing => {
  const bones = (scheme?.bones ?? []).map(({ code, label }) => ({ code, name: label[locale], items: itemsOn(nodes, null, code, 0) }))
  const pairs = Math.ceil(bones.length / 2)
  const tall = (up: boolean) => Math.max(48, ...bones.filter((_, at) => (at % 2 === 0) === up).map((bone) => heightOf(bone.items) + 2 * bone.items.length))
  const [above, under] = [tall(true), tall(false)]
  const top = MARGIN + BONE_LABEL + GAP
  const spine = top + above
  const head = sizeOf(effect, WIDTH)
  const end = MARGIN + pairs * PER_BONE + 20
  const placed = bones.map((bone, at) => {
    const up = at % 2 === 0
    return placeBone({ ...bone, up, joint: MARGIN + (Math.floor(at / 2) + 1) * PER_BONE }, spine, up ? top : spine + under)
  })
  const headY = Math.max(MARGIN, spine - head.h / 2)
  return {
    width: end + head.w + MARGIN, height: Math.max(spine + under + GAP + BONE_LABEL, headY + head.h) + MARGIN,
    strokes: [{ x1: MARGIN, y1: spine, x2: end, y2: spine, weight: 'spine' }, ...placed.flatMap((one) => one.strokes)],
    labels: [{ id: 'effect', x: end, y: headY, ...head, look: 'effect', root: false }, ...placed.flatMap((one) => one.labels)],
  }
}

/** Where everything of an analysis stands: the same on the page and on paper. */
export const drawingOf = (diagram: Drawn, locale: Locale): Drawing => (diagram.kind === 'whys' ? whys(diagram) : fishbone(diagram, locale))
