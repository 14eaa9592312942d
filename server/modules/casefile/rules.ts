export interface Situation {
  readonly state: string; readonly stage: string; readonly acknowledged: boolean; readonly remedyState: string | null; readonly openTasks: number; /** Agreed, or refused with nothing offered; and told in writing since. */ readonly agreed: boolean; readonly refused: boolean; readonly noticed: boolean; readonly followUpDue: boolean
}

const FOR_REMEDY: Record<string, string> = { awaitingApproval: 'remedy.approve', approved: 'remedy.offer', offered: 'remedy.answer', countered: 'remedy.declineCounter' }

/** The command that brings a case forward now; null when it is closed. */
export const nextAction = (s: Situation): string | null => {
  if (s.state !== 'open') return null
  if (!s.acknowledged) return 'complaint.acknowledge'
  if (['intake', 'investigation', 'liability'].includes(s.stage)) return 'investigation.addFinding'
  const forRemedy = FOR_REMEDY[s.remedyState ?? '']
  if (forRemedy) return forRemedy
  if (s.openTasks > 0) return 'settlement.complete'
  if (!s.agreed && !s.refused) return 'remedy.propose'
  if (!s.noticed) return 'settlement.sendNotice'
  return s.followUpDue ? 'follow-up.record' : 'complaint.close'
}

/** Which clock presses an action; of those not named here the soonest does: before the acknowledgement that is often the fire alarm. */
export const clockOf: Record<string, string> = { 'settlement.complete': 'execution', 'follow-up.record': 'followUp', 'settlement.sendNotice': 'writtenReply' }
