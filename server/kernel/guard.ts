import type { Refusal } from '#contract/endpoint.ts'
import type { OpenTransaction } from './db.ts'

export interface Gate { readonly refusal: Refusal; readonly params?: Record<string, string | number> }

/** A later module's say in an earlier module's command. Runs inside the transaction; the same answer labels the button. */
export interface Guard { readonly command: string; whyNot(db: OpenTransaction, subjectId: string): Promise<Gate | null> }

export const guard = (command: string, whyNot: Guard['whyNot']): Guard => ({ command, whyNot })

const collected = new Map<string, Guard[]>()

/** Called once, by the composition root. */
export const collectGuards = (guards: readonly Guard[]): void => {
  collected.clear()
  for (const g of guards) collected.set(g.command, [...(collected.get(g.command) ?? []), g])
}

/** Every gate that still stands before the command, in the order of the modules. */
export const gatesOf = async (db: OpenTransaction, command: string, subjectId: string): Promise<Gate[]> => {
  const gates: Gate[] = []
  for (const g of collected.get(command) ?? []) {
    const gate = await g.whyNot(db, subjectId)
    if (gate) gates.push(gate)
  }
  return gates
}
