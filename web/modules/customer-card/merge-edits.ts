export interface MergedEdits<T> { readonly draft: T; /** Changed by somebody else, not touched here. */ readonly taken: readonly (keyof T)[]; /** Changed here and by somebody else, differently: what is typed stays until its writer decides. */ readonly clashes: readonly (keyof T)[] }

/** Three states of one record: as it was when typing began, as typed, as it is now. */
export const mergeEdits = <T extends object>(base: T, mine: T, theirs: T): MergedEdits<T> => {
  const names = Object.keys(theirs) as (keyof T)[]
  const touched = (name: keyof T) => mine[name] !== base[name]
  const moved = names.filter((name) => theirs[name] !== base[name] && theirs[name] !== mine[name])
  return {
    draft: Object.fromEntries(names.map((name) => [name, touched(name) ? mine[name] : theirs[name]])) as T,
    taken: moved.filter((name) => !touched(name)), clashes: moved.filter(touched),
  }
}
