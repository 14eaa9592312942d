/** A reason that is told as it is, without a stack: what somebody at the keyboard can do something about. */
export class Refused extends Error {}

/** Runs a command line: its words on stdout, a refusal as one sentence on stderr, exit code 1 when it did not go well. */
export const runTool = async (tool: () => Promise<boolean>): Promise<void> => {
  try {
    process.exitCode = await tool() ? 0 : 1
  } catch (error) {
    process.exitCode = 1
    process.stderr.write(error instanceof Refused ? `${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`)
  }
}

export const say = (words: string): void => { process.stdout.write(`${words}\n`) }
