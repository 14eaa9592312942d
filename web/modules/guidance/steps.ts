import type { PackView, Stage } from '#contract/packs.ts'

export type GuidanceStep = PackView['guidance'][number]

/** How this class of customer is treated, where a step of this stage is one at which it matters. */
export const classAt = ({ guidance, classes }: Pick<PackView, 'guidance' | 'classes'>, stage: Stage, code: string | null | undefined): PackView['classes'][number] | null => {
  const found = classes.find((each) => each.code === code)
  if (!found) return null
  const { steps } = found
  return !steps || guidance.some((step) => step.stages.includes(stage) && steps.includes(step.code)) ? found : null
}

/** The step of the guided path to look at in this stage of the case. */
export const stepFor = (guidance: readonly GuidanceStep[], stage: Stage): GuidanceStep | undefined => guidance.find((step) => step.stages.includes(stage))
