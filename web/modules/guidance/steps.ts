import type { PackView, Stage } from '#contract/packs.ts'

export type GuidanceStep = PackView['guidance'][number]

/** The step of the guided path to look at in this stage of the case. */
export const stepFor = (guidance: readonly GuidanceStep[], stage: Stage): GuidanceStep | undefined => guidance.find((step) => step.stages.includes(stage))
