import { createContext, useContext } from 'react'
import type { Case } from '#contract/casefile.ts'
import type { PersonRef } from '#contract/common.ts'
import type { PackView } from '#contract/packs.ts'

/** The side panels of the case page, as they stand in the URL. */
export const PANELS = [
  'acknowledge', 'restate', 'verify', 'classify', 'signOff', 'urgency', 'finding', 'propose', 'decide', 'offer', 'answer', 'declineCounter', 'declineDemand', 'withdraw',
  'task', 'askPayout', 'payout', 'issueGift', 'takeBackGift', 'appointment', 'cancelAgreement', 'sign', 'agreement', 'notice', 'followUp', 'attempt', 'promise', 'handOver', 'takeOver', 'whyOwner', 'pause', 'extend', 'agreeEnd', 'takeGoods', 'goods', 'askInquiry', 'inquiry', 'commission', 'opinion', 'sendQuestionnaire', 'questionnaire', 'takeEvidence', 'evidence', 'flagOffence', 'urge', 'supervise', 'askHigher', 'depart', 'code', 'close', 'reopen', 'write', 'link', 'unlink', 'merge', 'separate', 'notSame', 'representative', 'accuse', 'clearAccused', 'identity', 'complainant', 'contact', 'authority', 'waive', 'endRepresentation', 'review', 'wantReview', 'meet', 'liaison', 'causes', 'fields', 'decisions', 'divide', 'claim', 'chargeBack', 'newProceeding', 'proceeding', 'inquire', 'hold', 'lead', 'endLead',
] as const
export type Panel = (typeof PANELS)[number]

/** What every part of the case page looks at. */
export interface Scene {
  readonly it: Case
  readonly pack: PackView
  readonly me: PersonRef
  readonly open: (panel: Panel, on?: string) => void
  readonly close: () => void
  /** Puts words into the reply that is being written. */
  readonly insert: (words: string) => void
}

export const SceneContext = createContext<Scene | null>(null)

export const useScene = (): Scene => {
  const scene = useContext(SceneContext)
  if (!scene) throw new Error('useScene outside the case page')
  return scene
}
