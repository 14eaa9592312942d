import type { Refusal } from '#contract/endpoint.ts'
import type { OpenTransaction } from './db.ts'

/** Something that still stands before a command. `name` tells gates of one command apart. */
export interface Gate { readonly name: string; readonly refusal: Refusal; readonly params?: Record<string, string | number>; /** Stands before every end, whatever a table asks for. */ readonly always?: true }

/** A later module's say in an earlier module's command. Runs inside the transaction; the same answer labels the button. */
export interface Guard { readonly command: string; standing(db: OpenTransaction, subjectId: string): Promise<readonly Gate[]> }

export const guard = (command: string, standing: Guard['standing']): Guard => ({ command, standing })

/** The gates of a list of answers: those that have a refusal still stand. */
export const gates = (answers: Readonly<Record<string, Refusal | null>>): Gate[] => Object.entries(answers).flatMap(([name, refusal]) => (refusal ? [{ name, refusal }] : []))

const collected = new Map<string, Guard[]>()

/** Called once, by the composition root. */
export const collectGuards = (guards: readonly Guard[]): void => {
  collected.clear()
  for (const g of guards) collected.set(g.command, [...(collected.get(g.command) ?? []), g])
}

/** Every gate that still stands before the command, in the order of the modules. */
export const gatesOf = async (db: OpenTransaction, command: string, subjectId: string): Promise<Gate[]> =>
  (await Promise.all((collected.get(command) ?? []).map((g) => g.standing(db, subjectId)))).flat()
